import type { Language } from '../../domain/words.ts'
import type { ColumnKind, SheetColumn } from './sheet.ts'

/** Titles of the columns of a list, in their order. */
const LIST_COLUMNS: readonly { ru: string, en: string, kind: ColumnKind }[] = [
  { ru: 'Заявка', en: 'Item', kind: 'text' },
  { ru: 'Создана', en: 'Created', kind: 'instant' },
  { ru: 'Источник', en: 'Source', kind: 'text' },
  { ru: 'Кампания', en: 'Campaign', kind: 'text' },
  { ru: 'Менеджер', en: 'Rep', kind: 'text' },
  { ru: 'Итоговый вердикт', en: 'Final verdict', kind: 'text' },
  { ru: 'Причина', en: 'Reason', kind: 'text' },
  { ru: 'Первый вердикт', en: 'First verdict', kind: 'instant' },
  { ru: 'Срок вердикта', en: 'Verdict due', kind: 'instant' },
  { ru: 'Выиграна', en: 'Won', kind: 'instant' },
  { ru: 'Выручка', en: 'Revenue', kind: 'money' },
  { ru: 'Начало', en: 'From', kind: 'instant' },
  { ru: 'Конец', en: 'To', kind: 'instant' },
  { ru: 'Длительность', en: 'Duration', kind: 'duration' },
  { ru: 'Маршрут', en: 'Route', kind: 'text' },
  { ru: 'Пометки', en: 'Marks', kind: 'text' },
  { ru: 'Ссылка', en: 'Link', kind: 'text' },
]

const WORDS = {
  ru: { lead: 'Лид', deal: 'Сделка', noAccess: 'нет доступа', repeat: 'повторная', gone: { deleted: 'удалена', merged: 'объединена с другой', unknown: 'исчезла, причина неизвестна' } },
  en: { lead: 'Lead', deal: 'Deal', noAccess: 'no access', repeat: 'repeat', gone: { deleted: 'deleted', merged: 'merged into another one', unknown: 'gone, cause unknown' } },
} as const

const LABELS: Readonly<Record<string, { ru: string, en: string }>> = {
  qualified: { ru: 'Качественный', en: 'Qualified' },
  off_target: { ru: 'Не по целевой аудитории', en: 'Off target' },
  spam: { ru: 'Фейк / спам', en: 'Fake / spam' },
}

/** Columns of a list; money names its currency. */
export function listColumns(language: Language, currency: string): SheetColumn[] {
  return LIST_COLUMNS.map(column => ({ title: column.kind === 'money' ? `${column[language]}, ${currency}` : column[language], kind: column.kind }))
}

/** Words of the rows. */
export function listWords(language: Language): typeof WORDS[Language] {
  return WORDS[language]
}

/** A verdict in words. */
export function labelWords(label: string, language: Language): string {
  return LABELS[label]?.[language] ?? label
}

/** Titles of the columns of tables. */
const TABLE_WORDS = {
  figure: { ru: 'Показатель', en: 'Figure' },
  value: { ru: 'Значение', en: 'Value' },
  numerator: { ru: 'Числитель', en: 'Numerator' },
  denominator: { ru: 'Знаменатель', en: 'Denominator' },
  target: { ru: 'Цель', en: 'Target' },
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  rep: { ru: 'Менеджер', en: 'Rep' },
  items: { ru: 'Заявки', en: 'Leads' },
  qualified: { ru: 'Качественные', en: 'Qualified' },
  off_target: { ru: 'Не по ЦА', en: 'Off target' },
  spam: { ru: 'Фейк / спам', en: 'Fake / spam' },
  unproven: { ru: 'Не дозвонились, не подтверждено', en: 'No answer, unproven' },
  no_verdict: { ru: 'Нет вердикта', en: 'No verdict' },
  still_trying: { ru: 'Ещё дозваниваются', en: 'Still trying' },
  targetShare: { ru: 'Доля целевых', en: 'Target share' },
  conversion: { ru: 'Лид → клиент', en: 'Lead to customer' },
  coverage: { ru: 'Охват', en: 'Coverage' },
  step: { ru: 'Ступень', en: 'Step' },
  reached: { ru: 'Дошли', en: 'Reached' },
  shareOfFirst: { ru: 'От первой ступени', en: 'Of the first step' },
  lost: { ru: 'Потеряно', en: 'Lost' },
  lostShare: { ru: 'Доля потерь', en: 'Share lost' },
  ended: { ru: 'Завершено', en: 'Ended' },
  p50: { ru: 'Медиана', en: 'Median' },
  p75: { ru: '75 %', en: '75 %' },
  p90: { ru: '90 %', en: '90 %' },
  waiting: { ru: 'Ждут сейчас', en: 'Waiting now' },
  route: { ru: 'Маршрут', en: 'Route' },
  breaches: { ru: 'Нарушения', en: 'Breaches' },
  holes: { ru: 'Прорехи', en: 'Holes' },
  reviews: { ru: 'Проверено', en: 'Reviewed' },
  accuracy: { ru: 'Точность', en: 'Accuracy' },
  total: { ru: 'Всего', en: 'Total' },
  none: { ru: 'не указано', en: 'none' },
} as const

/** A word of the tables. */
export type TableWord = keyof typeof TABLE_WORDS

/** A word of the tables in a language. */
export function tableWord(word: TableWord, language: Language): string {
  return TABLE_WORDS[word][language]
}
