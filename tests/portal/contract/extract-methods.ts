import type { ContractExamples, ContractField, ContractMethod } from './contract-types.ts'

type Json = Record<string, unknown>

/** Longer messages are sentences for people, not something a program compares. */
const longestMessage = 140

/** A parameter or field without its description. */
export function extractField(raw: Json): ContractField {
  const restrictions = (raw.restrictions ?? {}) as Json
  const variants = raw.variants as { label: string, fields: Json[] }[] | undefined
  return dropUndefined({
    name: (raw.name as string | undefined) ?? '',
    type: (raw.type as string | undefined) ?? 'unknown',
    required: raw.required as ContractField['required'],
    enum: restrictions.enum as unknown[] | undefined,
    default: restrictions.default,
    fields: (raw.fields as Json[] | undefined)?.map(extractField),
    variants: variants?.map(({ label, fields }) => ({ label, fields: fields.map(extractField) })),
    fieldsFrom: raw.fieldsFrom as string[] | undefined,
    open: raw.open as boolean | undefined,
  })
}

/** What the checks need of one method. */
export function extractMethod(raw: Json): ContractMethod {
  return dropUndefined({
    method: raw.method as string,
    area: raw.area as string,
    scope: raw.scope as string[] | null,
    appContextOnly: raw.appContextOnly as ContractMethod['appContextOnly'],
    params: (raw.params as Json[]).map(param => waived(raw.method as string, param)),
    paramsKnown: raw.paramsKnown as ContractMethod['paramsKnown'],
    anyOf: raw.anyOf as string[][] | undefined,
    resultType: raw.resultType as string | undefined,
    resultShape: raw.resultShape as string | undefined,
    responseKeys: raw.responseKeys as string[] | undefined,
    resultFields: (raw.resultFields as Json[] | undefined)?.map(extractField),
    errors: (raw.errors as Json[]).map(error => dropUndefined({
      status: error.status as number | undefined,
      code: error.code as string,
      message: shortMessage(error.message),
      concerns: concerns(error.when, raw.params as Json[]),
    })),
    outdated: raw.outdated as boolean | undefined,
  })
}

/** The one parameter that the condition of a refusal names, if its words do not. */
function concerns(when: unknown, params: Json[]): string | undefined {
  const named = typeof when === 'string' ? [...when.matchAll(/`(\w+)`/g)].map(([, name]) => name) : []
  const known = [...new Set(named)].filter(name => params.some(param => param.name === name))
  return known.length === 1 ? known[0] : undefined
}

/** Pages of the items' own fields, by the kind in a method's name. */
const itemFields: Record<string, string[]> = {
  item: ['common', 'lead', 'deal', 'contact', 'company', 'quote', 'invoice', 'spa'].map(kind => `crm/universal/object-fields#${kind}`),
  lead: ['crm/main-entities-fields#leads'],
  deal: ['crm/main-entities-fields#deals'],
  contact: ['crm/main-entities-fields#contacts'],
  company: ['crm/main-entities-fields#companies'],
}

/** Pages of writing methods list "the main fields" only; the others are listed on the pages about the items' fields. */
function closed(method: string, param: ContractField): ContractField {
  const kind = /^crm\.(item|lead|deal|contact|company)\.(?:add|update|import)$/.exec(method)?.[1]
  if (!kind || param.name !== 'fields' || !param.open)
    return param
  const { open: _, ...rest } = param
  return { ...rest, fieldsFrom: [...param.fieldsFrom ?? [], ...itemFields[kind] ?? []] }
}

/**
 * Marked as required, yet left out on other pages or in the page's own error table: offline handlers have no address,
 * unbinding without names removes all, a meeting may name its moments by `from_ts` and `to_ts`,
 * a message without an addressee has a refusal of its own.
 */
const leftOutElsewhere: Record<string, string[]> = {
  'event.bind': ['handler'],
  'event.unbind': ['event', 'handler'],
  'calendar.event.add': ['from', 'to'],
  'im.message.add': ['DIALOG_ID'],
}

/** A parameter needed only under a condition is demanded by its method, which knows the condition. */
function waived(method: string, raw: Json): ContractField {
  const param = closed(method, extractField(raw))
  const isConditional = typeof raw.requiredIf === 'string' && /\bif\b/i.test(raw.requiredIf)
  return isConditional || leftOutElsewhere[method]?.includes(param.name) ? { ...param, required: 'unknown' } : param
}

/** What the replay suite needs of one method. */
export function extractExamples(raw: Json): ContractExamples {
  return dropUndefined({
    requests: [raw.exampleRequest, ...((raw.moreExampleRequests ?? []) as unknown[])],
    response: raw.exampleResponse,
    error: raw.exampleError,
    auth: raw.exampleAuth as string[] | undefined,
  })
}

function shortMessage(message: unknown): string | undefined {
  return typeof message === 'string' && message.length <= longestMessage ? message : undefined
}

function dropUndefined<T extends object>(value: T): T {
  // A key left out and a key without a value mean the same to the optional members of T.
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T
}
