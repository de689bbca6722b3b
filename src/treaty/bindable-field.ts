import type { Criterion } from '../domain/criterion.ts'

/** Which kind of criterion a field of this type can answer. Texts are none: they may hold anything about the client. */
const KINDS: Readonly<Record<string, Criterion['kind']>> = {
  boolean: 'yes_no',
  char: 'yes_no',
  enumeration: 'choice',
  crm_status: 'choice',
  double: 'number_range',
  integer: 'number_range',
  money: 'number_range',
  date: 'date_horizon',
  datetime: 'date_horizon',
}

/** Fields of the item itself that say nothing about what the client wants, and the one date that says who he is. */
const OWN_FIELDS = /^(?:id|xmlId|opened|isManualOpportunity|hasPhone|hasEmail|hasImol|isReturnCustomer|isConvert|stageId|categoryId|currencyId|honorific|birthdate|(?:created|updated|moved|closed|last).*|.*(?:Id|By|Ids))$/

/** Fields that are ids by name and yet facts about where the lead came from. */
const WANTED = ['sourceId']

/** The kind of criterion a CRM field can answer by itself; null = none. Our own native fields are none. */
export function bindableKind(name: string, type: string): Criterion['kind'] | null {
  const isOurs = name.startsWith('UF_CRM_PT_')
  return isOurs || (OWN_FIELDS.test(name) && !WANTED.includes(name)) ? null : KINDS[type] ?? null
}
