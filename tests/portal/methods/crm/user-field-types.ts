import type { Portal } from '../../portal.ts'

type Settings = Record<string, unknown>

/** Built-in types: names and the settings a new field gets. */
const builtIn: Record<string, readonly [ru: string, en: string, settings: Settings]> = {
  string: ['Строка', 'String', { SIZE: 20, ROWS: 1, REGEXP: '', MIN_LENGTH: 0, MAX_LENGTH: 0, DEFAULT_VALUE: '' }],
  integer: ['Целое число', 'Integer', { SIZE: 20, MIN_VALUE: 0, MAX_VALUE: 0, DEFAULT_VALUE: null }],
  double: ['Число', 'Number', { PRECISION: 2, SIZE: 20, MIN_VALUE: 0, MAX_VALUE: 0, DEFAULT_VALUE: null }],
  boolean: ['Да/Нет', 'Yes/No', { DEFAULT_VALUE: 0, DISPLAY: 'CHECKBOX', LABEL: ['', ''], LABEL_CHECKBOX: '' }],
  enumeration: ['Список', 'List', { DISPLAY: 'LIST', LIST_HEIGHT: 1, CAPTION_NO_VALUE: '', SHOW_NO_VALUE: 'Y' }],
  datetime: ['Дата/Время', 'Date/Time', { DEFAULT_VALUE: { TYPE: 'NONE', VALUE: '' }, USE_SECOND: 'Y', USE_TIMEZONE: 'N' }],
  date: ['Дата', 'Date', { DEFAULT_VALUE: { TYPE: 'NONE', VALUE: '' } }],
  money: ['Деньги', 'Money', { DEFAULT_VALUE: '' }],
  url: ['Ссылка', 'Link', { POPUP: 'Y', SIZE: 20, MIN_LENGTH: 0, MAX_LENGTH: 0, ROWS: 1, DEFAULT_VALUE: '' }],
  address: ['Адрес', 'Address', { SHOW_MAP: 'Y' }],
  file: ['Файл', 'File', { SIZE: 20, LIST_WIDTH: 200, LIST_HEIGHT: 200, MAX_SHOW_SIZE: 0, MAX_ALLOWED_SIZE: 0, EXTENSIONS: [] }],
  employee: ['Привязка к сотруднику', 'Employee', {}],
  crm_status: ['Привязка к справочникам CRM', 'CRM directory', { ENTITY_TYPE: 'SOURCE' }],
  iblock_section: ['Привязка к разделам инф. блоков', 'Information block sections', { IBLOCK_TYPE_ID: '', IBLOCK_ID: 0, DISPLAY: 'LIST', LIST_HEIGHT: 1 }],
  iblock_element: ['Привязка к элементам инф. блоков', 'Information block elements', { IBLOCK_TYPE_ID: '', IBLOCK_ID: 0, DISPLAY: 'LIST', LIST_HEIGHT: 1 }],
  crm: ['Привязка к элементам CRM', 'CRM items', { LEAD: 'Y', CONTACT: 'N', COMPANY: 'N', DEAL: 'N' }],
}

/** Types a custom field may have now: built-in ones, and those of installed applications. */
export function userFieldTypes(portal: Portal): { ID: string, title: string }[] {
  const at = portal.settings.language === 'ru' ? 0 : 1
  return [
    ...Object.entries(builtIn).map(([ID, words]) => ({ ID, title: words[at] })),
    ...portal.apps.userFieldTypes().map(type => ({ ID: type.fullCode, title: type.title })),
  ]
}

/** Settings of a new field of a type; given ones win. */
export function settingsOf(userTypeId: string, given: Settings): Settings {
  return { ...builtIn[userTypeId]?.[2], ...given }
}

/** What `crm.userfield.settings.fields` tells of a type; unknown types have no settings. */
export function settingFields(userTypeId: string): Record<string, { type: string, title: string }> {
  return Object.fromEntries(Object.entries(builtIn[userTypeId]?.[2] ?? {}).map(([name, value]) => [name, { type: typeof value === 'number' ? 'int' : name === 'DEFAULT_VALUE' ? userTypeId : 'string', title: name }]))
}
