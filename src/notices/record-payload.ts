import type { Language } from '../domain/words.ts'

/** A link of a record that gives a verdict with one click. */
export interface QuickVerdict {
  label: 'off_target' | 'spam'
  /** Code of the reason. */
  reason: string
  words: string
}

/** What a timeline record shows, stored as the payload of a `record.*` intention. */
export interface RecordPayload {
  language: Language
  /** Who is to act. */
  responsibleId: number
  badge: string | null
  /** Lines of text, most important first. */
  lines: string[]
  quick: QuickVerdict[]
  /** Words of a record of another kind; absent = the one that asks for a verdict. */
  words?: { title: string, button: string, done: string }
}

/** Badges of our open records on the kanban. The installer makes them known to the portal. */
export const RECORD_BADGES = [
  { code: 'pt_no_verdict', title: { ru: 'Мирный договор', en: 'Peace Treaty' }, value: { ru: 'нет вердикта', en: 'no verdict' }, type: 'warning' },
  { code: 'pt_returned', title: { ru: 'Мирный договор', en: 'Peace Treaty' }, value: { ru: 'вернулся', en: 'returned' }, type: 'failure' },
  { code: 'pt_dispute', title: { ru: 'Мирный договор', en: 'Peace Treaty' }, value: { ru: 'спор', en: 'dispute' }, type: 'primary' },
] as const

/** Code of a badge. */
export type RecordBadge = typeof RECORD_BADGES[number]['code']
