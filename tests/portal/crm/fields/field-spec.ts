/** One field of an item: what `crm.item.fields` and `crm.lead.fields` tell about it, and how it travels. */
export interface FieldSpec {
  /** Store name: `crm.item` name, or `UF_CRM_...`. */
  name: string
  /** `upperName` of `crm.item.fields`, e.g. `ASSIGNED_BY_ID`. */
  upperName: string
  /** Name in the classic methods, e.g. `CREATED_BY_ID`; null when they do not show it. */
  classicName: string | null
  /** `integer`, `string`, `text`, `double`, `boolean`, `date`, `datetime`, `user`, `crm_status`, `crm_lead`, `file`, `crm_multifield`, or a user field's type. */
  type: string
  title: string
  isRequired?: boolean
  isReadOnly?: boolean
  isImmutable?: boolean
  isMultiple?: boolean
  /** A user field. */
  isDynamic?: boolean
  isDeprecated?: boolean
  /** Directory of a `crm_status` field. */
  statusType?: string
  settings?: Record<string, unknown>
  /** Shown by `crm.item.*`; false for the fields only classic methods know. @default true */
  inItem?: boolean
  /** What an empty field is in `crm.item.*`. @default null */
  empty?: null | 0 | '' | 'N'
  /** Documented as switched off: always null in `crm.item.*`, never stored. */
  isDisabled?: boolean
  /** Calculated on read, never stored. */
  isDerived?: boolean
  /** Options of an enumeration with their ids. */
  items?: { ID: string, VALUE: string }[]
}
