import type { CustomField, LanguageMap, UserField } from '../../crm/user-field.ts'
import { entityWords } from '../../crm/user-field-store.ts'

/** Languages a label is told in, filled or not. */
const languages = ['ar', 'br', 'de', 'en', 'fr', 'hi', 'id', 'in', 'it', 'ja', 'kz', 'la', 'ms', 'pl', 'ru', 'sc', 'tc', 'th', 'tr', 'ua', 'vn']

/** `fields` keys that hold words, with the field property each fills. */
export const labelKeys = {
  EDIT_FORM_LABEL: 'editFormLabel',
  LIST_COLUMN_LABEL: 'listColumnLabel',
  LIST_FILTER_LABEL: 'listFilterLabel',
  ERROR_MESSAGE: 'errorMessage',
  HELP_MESSAGE: 'helpMessage',
} as const

function yesNo(value: boolean): 'Y' | 'N' {
  return value ? 'Y' : 'N'
}

/** A custom field as `crm.*.userfield.get` and `.list` tell it. `labels`: all languages, one, or none. */
export function userFieldView(field: UserField, labels: 'all' | { language: string } | 'none'): Record<string, unknown> {
  return customFieldView(field, `CRM_${entityWords[field.entityTypeId]}`, labels)
}

/** A custom field of the named kind of owner, e.g. `CRM_LEAD` or `USER`. */
export function customFieldView(field: CustomField, ENTITY_ID: string, labels: 'all' | { language: string } | 'none'): Record<string, unknown> {
  return {
    ID: String(field.id),
    ENTITY_ID,
    FIELD_NAME: field.fieldName,
    USER_TYPE_ID: field.userTypeId,
    XML_ID: field.xmlId,
    SORT: String(field.sort),
    MULTIPLE: yesNo(field.multiple),
    MANDATORY: yesNo(field.mandatory),
    SHOW_FILTER: field.showFilter,
    SHOW_IN_LIST: yesNo(field.showInList),
    EDIT_IN_LIST: yesNo(field.editInList),
    IS_SEARCHABLE: yesNo(field.isSearchable),
    SETTINGS: Object.keys(field.settings).length > 0 ? field.settings : [],
    ...labels === 'none' ? {} : labelView(field, labels),
    ...field.userTypeId === 'enumeration' ? { LIST: optionView(field) } : {},
  }
}

function labelView(field: CustomField, labels: 'all' | { language: string }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(labelKeys).map(([key, property]) => {
    const words: LanguageMap = field[property]
    return [key, labels === 'all' ? Object.fromEntries(languages.map(language => [language, words[language] ?? ''])) : words[labels.language] || null]
  }))
}

function optionView(field: CustomField): object[] {
  return field.options.map(option => ({ ID: String(option.id), SORT: String(option.sort), VALUE: option.value, DEF: yesNo(option.isDefault), XML_ID: option.xmlId }))
}

/** Words for every language from one text, or from a map of languages. */
export function toLabels(value: unknown, fallback: LanguageMap = {}): LanguageMap {
  if (typeof value === 'string')
    return Object.fromEntries(languages.map(language => [language, value]))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([language, word]) => [language, String(word)]))
  return fallback
}
