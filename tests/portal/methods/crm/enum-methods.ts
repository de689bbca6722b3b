import type { Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { trait } from './field-trait.ts'

type Words = readonly [ru: string, en: string]
type Entry = readonly [id: number, words: Words, code?: string, short?: string]

const none: Entry = [0, ['', '']]

/** Directories of fixed numbers. */
const directories: Record<string, Entry[]> = {
  'activitytype': [none, [1, ['Встреча', 'Meeting']], [2, ['Звонок', 'Call']], [3, ['Задача', 'Task']], [4, ['Письмо', 'E-mail']], [5, ['Действие', 'Action']], [6, ['Действие приложения', 'User action']]],
  'activitypriority': [none, [1, ['низкая', 'low']], [2, ['обычная', 'medium']], [3, ['высокая', 'high']]],
  'activitydirection': [none, [1, ['Входящий', 'Incoming']], [2, ['Исходящий', 'Outgoing']]],
  'activitynotifytype': [none, [1, ['мин.', 'min.']], [2, ['ч.', 'h.']], [3, ['д.', 'd.']]],
  'activitystatus': [none, [1, ['Ожидается', 'Pending']], [2, ['Завершено', 'Completed']], [3, ['Завершено автоматически', 'Completed automatically']]],
  'contenttype': [none, [1, ['Простой текст', 'Plain text']], [2, ['bbCode', 'bbCode']], [3, ['HTML', 'HTML']]],
  'addresstype': [[1, ['Фактический адрес', 'Physical address']], [4, ['Адрес регистрации', 'Registered address']], [6, ['Юридический адрес', 'Legal address']], [9, ['Адрес бенефициара', 'Beneficiary address']], [11, ['Адрес доставки', 'Delivery address']]],
  'ownertype': [[1, ['Лид', 'Lead'], 'LEAD', 'L'], [2, ['Сделка', 'Deal'], 'DEAL', 'D'], [3, ['Контакт', 'Contact'], 'CONTACT', 'C'], [4, ['Компания', 'Company'], 'COMPANY', 'CO']],
  'settings.mode': [[1, ['Классическая CRM', 'Classic CRM']], [2, ['Простая CRM', 'Simple CRM']]],
}

const directoryMethods = Object.entries(directories).map(([name, entries]) => method({
  name: `crm.enum.${name}`,
  run: ({ portal }) => ({
    result: entries.map(([ID, words, code = null, short = null]) => ({ ID, NAME: words[portal.settings.language === 'ru' ? 0 : 1], SYMBOL_CODE: code, SYMBOL_CODE_SHORT: short })),
  }),
}))

/** `crm.enum.*`, `crm.settings.mode.get`, `crm.multifield.fields`. */
export const enumMethods: Method[] = [
  ...directoryMethods,
  method({
    name: 'crm.enum.fields',
    run: () => ({ result: { ID: trait('int', 'ID', 'read-only'), NAME: trait('string', 'Name', 'read-only'), SYMBOL_CODE: trait('string', 'Code', 'read-only'), SYMBOL_CODE_SHORT: trait('string', 'Short code', 'read-only') } }),
  }),
  method({
    name: 'crm.enum.getorderownertypes',
    run: ({ portal }) => ({ result: [{ attribute: 'DYN', code: 'DEAL', id: 2, name: portal.settings.language === 'ru' ? 'Сделка' : 'Deal' }] }),
  }),
  method({ name: 'crm.settings.mode.get', run: ({ portal }) => ({ result: portal.crm.mode }) }),
  method({
    name: 'crm.multifield.fields',
    run: () => ({ result: { ID: trait('int', 'ID', 'read-only'), TYPE_ID: trait('string', 'Type', 'read-only'), VALUE: trait('string', 'Value'), VALUE_TYPE: trait('string', 'Value type') } }),
  }),
]
