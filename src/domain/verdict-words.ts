import type { VerdictLabel } from './verdict.ts'
import type { Words } from './words.ts'

/** How a verdict looks everywhere: sign, words, and the name of its colour in the design tokens. */
export interface VerdictFace {
  /** Emoji sign, always shown together with words. */
  readonly sign: string
  readonly words: Words
  /** Colour token; the widgets map it to CSS variables of both themes. */
  readonly tone: 'positive' | 'caution' | 'negative' | 'neutral'
}

/** One face per verdict. @see product section 3 */
export const VERDICT_FACES: Readonly<Record<VerdictLabel, VerdictFace>> = {
  qualified: { sign: '✅', words: { ru: 'Качественный', en: 'Qualified' }, tone: 'positive' },
  off_target: { sign: '⚠️', words: { ru: 'Не по целевой аудитории', en: 'Off target' }, tone: 'caution' },
  spam: { sign: '❌', words: { ru: 'Фейк / спам', en: 'Fake / spam' }, tone: 'negative' },
}
