import type { NativeFieldKey } from './native-values.ts'
import type { TreatyDocument } from './treaty.ts'
import type { Words } from './words.ts'
import { VERDICT_FACES } from './verdict-words.ts'
import { VERDICT_LABELS } from './verdict.ts'

/** The option of the criteria field that means "all mandatory criteria are met"; no criterion may have this code. */
export const ALL_MET = 'all_met'

/** States of marketing's review as they show in the native field. */
const REVIEW_OPTIONS = ['waiting', 'accepted', 'disputed', 'upheld', 'overturned', 'by_silence', 'lapsed'] as const

/** An option of a native list field, by a code that never changes. */
export interface NativeOption {
  /** `XML_ID` of the option. */
  readonly xmlId: string
  readonly words: Words
  /** Place in the list. */
  readonly sort: number
}

/** Native list fields, i.e. all but our own field type. */
export type NativeListKey = Exclude<NativeFieldKey, 'card'>

const REVIEW_WORDS: Readonly<Record<typeof REVIEW_OPTIONS[number], Words>> = {
  waiting: { ru: 'Ждёт проверки', en: 'Waiting for review' },
  accepted: { ru: 'Принято в работу', en: 'Accepted' },
  disputed: { ru: 'Не согласны', en: 'Disputed' },
  upheld: { ru: 'Вердикт оставлен', en: 'Verdict upheld' },
  overturned: { ru: 'Вердикт отменён', en: 'Verdict overturned' },
  by_silence: { ru: 'Решено молчанием', en: 'Decided by silence' },
  lapsed: { ru: 'Срок проверки прошёл', en: 'Review deadline passed' },
}

/** Names of the native fields. */
export const NATIVE_FIELD_WORDS: Readonly<Record<NativeFieldKey, Words>> = {
  verdict: { ru: 'Обратная связь для маркетинга', en: 'Feedback for marketing' },
  warmth: { ru: 'Теплота', en: 'Warmth' },
  reason: { ru: 'Причина вердикта', en: 'Reason of the verdict' },
  review: { ru: 'Проверка маркетинга', en: 'Marketing review' },
  criteria: { ru: 'Критерии выполнены', en: 'Criteria met' },
  card: { ru: 'Обратная связь', en: 'Feedback' },
}

/** The options each native list field needs for a treaty; options that are no longer here are retired, never deleted. */
export function nativeOptions(document: Pick<TreatyDocument, 'criteria' | 'warmth' | 'reasons'>): Readonly<Record<NativeListKey, readonly NativeOption[]>> {
  return {
    verdict: inOrder(VERDICT_LABELS.map(label => ({ xmlId: label, words: signed(VERDICT_FACES[label].sign, VERDICT_FACES[label].words) }))),
    warmth: inOrder(document.warmth.map(level => ({ xmlId: level.code, words: signed(level.sign, level.words) }))),
    reason: inOrder([
      ...document.reasons.offTarget.map(({ code, words }) => ({ xmlId: reasonOption('off_target', code), words: signed(VERDICT_FACES.off_target.sign, words) })),
      ...document.reasons.spam.map(({ code, words }) => ({ xmlId: reasonOption('spam', code), words: signed(VERDICT_FACES.spam.sign, words) })),
    ]),
    review: inOrder(REVIEW_OPTIONS.map(code => ({ xmlId: code, words: REVIEW_WORDS[code] }))),
    criteria: inOrder([
      { xmlId: ALL_MET, words: { ru: 'Всё подходит', en: 'All met' } },
      ...document.criteria.map(({ code, words }) => ({ xmlId: code, words })),
    ]),
  }
}

/** `XML_ID` of a reason: the same code may stand under both verdicts. */
export function reasonOption(label: 'off_target' | 'spam', code: string): string {
  return `${label}.${code}`
}

function signed(sign: string, words: Words): Words {
  return { ru: `${sign} ${words.ru}`, en: `${sign} ${words.en}` }
}

function inOrder(options: Omit<NativeOption, 'sort'>[]): NativeOption[] {
  return options.map((option, index) => ({ ...option, sort: (index + 1) * 10 }))
}
