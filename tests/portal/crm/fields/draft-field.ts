import type { FieldSpec } from './field-spec.ts'

/** A system field before its upper name and title are worked out; `classicName` null = unknown to classic methods. */
export type DraftField = Pick<FieldSpec, 'name' | 'type'> & Partial<Omit<FieldSpec, 'name' | 'type'>>

/** Shorthand: name, type, and what differs from a plain writable field. */
export function field(name: string, type: string, rest: Partial<FieldSpec> = {}): DraftField {
  return { name, type, ...rest }
}

/** A field the portal fills itself. */
export function readOnly(name: string, type: string, rest: Partial<FieldSpec> = {}): DraftField {
  return { name, type, isReadOnly: true, ...rest }
}

/** Worked out on read. */
export function derived(name: string, type: string, rest: Partial<FieldSpec> = {}): DraftField {
  return { name, type, isReadOnly: true, isDerived: true, ...rest }
}

/** Documented as "field is disabled": always null. */
export function disabled(name: string, type: string): DraftField {
  return { name, type, isReadOnly: true, isDisabled: true, classicName: null }
}

/** First fields of every kind: numbers, times and actors. */
export const birthFields: DraftField[] = [
  readOnly('id', 'integer'),
  readOnly('createdTime', 'datetime', { classicName: 'DATE_CREATE' }),
]

/** Advertising marks, alike everywhere. */
export const utmFields: DraftField[] = ['utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm']
  .map(name => field(name, 'string'))

/** Phones and addresses: calculated short forms and the full list. */
export const communicationFields: DraftField[] = [
  ...['phoneMobile', 'phoneWork', 'phoneMailing', 'emailHome', 'emailWork', 'emailMailing']
    .map(name => derived(name, 'string', { classicName: null, empty: '' })),
  ...['skype', 'icq'].map(name => disabled(name, 'string')),
  derived('imol', 'string', { classicName: null, empty: '' }),
  derived('email', 'string', { classicName: null, empty: '' }),
  derived('phone', 'string', { classicName: null, empty: '' }),
  field('fm', 'crm_multifield', { isMultiple: true, classicName: null }),
]

/** Address columns that only classic methods show. */
export const classicAddress: DraftField[] = [
  ...['ADDRESS', 'ADDRESS_2', 'ADDRESS_CITY', 'ADDRESS_POSTAL_CODE', 'ADDRESS_REGION', 'ADDRESS_PROVINCE', 'ADDRESS_COUNTRY', 'ADDRESS_COUNTRY_CODE']
    .map(name => field(`classic${name}`, 'string', { classicName: name, inItem: false })),
  field('classicADDRESS_LOC_ADDR_ID', 'integer', { classicName: 'ADDRESS_LOC_ADDR_ID', inItem: false }),
]
