/** Leads 1, deals 2, contacts 3, companies 4: the numbers Bitrix24 gives them. */
export type EntityTypeId = 1 | 2 | 3 | 4

export const LEAD = 1
export const DEAL = 2
export const CONTACT = 3
export const COMPANY = 4

/** Every kind of item the stand-in keeps. */
export const entityTypeIds: readonly EntityTypeId[] = [LEAD, DEAL, CONTACT, COMPANY]

/** One phone, address or messenger of an item; ids are unique in the portal. */
export interface MultiField {
  id: number
  typeId: 'PHONE' | 'EMAIL' | 'WEB' | 'IM' | 'LINK'
  /** `WORK`, `MOBILE`, `HOME`, `MAILING`, `OTHER` ... */
  valueType: string
  value: string
}

/** A stored file of a user field. */
export interface StoredFile {
  id: number
  name: string
  /** Contents, base64. */
  content: string
}

/** What one field may hold in the store; instants are milliseconds, yes/no is `Y`/`N`. */
export type FieldValue = string | number | null | undefined | StoredFile | readonly (string | number | StoredFile | MultiField)[]

/** What a caller offers for fields: `crm.item` names (user fields by their `UF_` name), values as REST takes them. */
export type FieldInput = Record<string, unknown>

/**
 * One lead, deal, contact or company. System fields bear their `crm.item` names, user fields their original
 * `UF_CRM_...` names. A missing key is an empty field. Times are milliseconds since the epoch; a `date` is the
 * portal's midnight; yes/no is `Y`/`N`; an enumeration holds option ids.
 * Treat as read-only: only the CRM replaces it on save.
 */
export interface CrmItem {
  readonly id: number
  createdTime: number
  updatedTime: number
  createdBy: number
  updatedBy: number
  assignedById: number
  opened: string
  title?: string | null
  name?: string | null
  lastName?: string | null
  secondName?: string | null
  stageId?: string
  /** Pipeline of a deal; absent elsewhere. */
  categoryId?: number
  /** Last change of the stage. */
  movedTime?: number
  movedBy?: number
  /** When a lead left the work; absent while it is open. */
  dateClosed?: number
  leadId?: number
  companyId?: number
  /** First of `contactIds` is the main one. */
  contactIds?: readonly number[]
  companyIds?: readonly number[]
  observers?: readonly number[]
  fm?: readonly MultiField[]
  opportunity?: number
  currencyId?: string
  sourceId?: string | null
  [field: string]: FieldValue
}
