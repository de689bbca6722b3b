import type { EntityTypeId } from './crm-item.ts'

/** One option of a list field. */
export interface UserFieldOption {
  id: number
  value: string
  sort: number
  /** Chosen in a new item. */
  isDefault: boolean
  xmlId: string
}

/** Words in each language, e.g. `{ ru: 'Вердикт', en: 'Verdict' }`. */
export type LanguageMap = Record<string, string>

/** A custom field of items or of people. */
export interface CustomField {
  id: number
  /** Full name with prefix, `UF_CRM_...`; `UF_USR_...` of people. */
  fieldName: string
  /** `string`, `enumeration`, ... or `rest_<application>_<code>`. */
  userTypeId: string
  xmlId: string | null
  sort: number
  multiple: boolean
  mandatory: boolean
  /** `N`, `I` exact, `E` by mask, `S` by substring. */
  showFilter: string
  showInList: boolean
  editInList: boolean
  isSearchable: boolean
  editFormLabel: LanguageMap
  listColumnLabel: LanguageMap
  listFilterLabel: LanguageMap
  errorMessage: LanguageMap
  helpMessage: LanguageMap
  settings: Record<string, unknown>
  /** Options of an `enumeration`, in the order of `sort`. */
  options: UserFieldOption[]
}

/** A custom field of leads, deals, contacts or companies. */
export interface UserField extends CustomField {
  entityTypeId: EntityTypeId
}
