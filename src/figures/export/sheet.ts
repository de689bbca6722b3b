import type { Language } from '../../domain/words.ts'
import { DAY_MS, offsetAt } from '../../domain/local-time.ts'

/** What a column holds: `share` as a fraction, `duration` in ms, `money` in whole units, `instant` in ms since the epoch. */
export type ColumnKind = 'text' | 'count' | 'share' | 'money' | 'duration' | 'instant'

/** One column. */
export interface SheetColumn {
  readonly title: string
  readonly kind: ColumnKind
}

/** One cell; null = nothing to say. */
export type SheetCell = string | number | null

/** A table on its way into a file, row by row. */
export interface Sheet {
  readonly title: string
  readonly columns: readonly SheetColumn[]
  readonly rows: AsyncIterable<readonly SheetCell[]>
  readonly language: Language
  /** IANA zone of the portal: whose clock the instants show. */
  readonly timeZone: string
}

/** What a spreadsheet could take for a formula, wide forms and leading blanks included. */
const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]/u

/** A text that no spreadsheet starts as a formula: such a one gets an apostrophe. Characters that files cannot hold are dropped. */
export function cellText(text: string): string {
  // eslint-disable-next-line no-control-regex -- exactly the characters that XML 1.0 forbids
  const plain = text.replaceAll(/[\0-\x08\v\f\x0E-\x1F\uFFFE\uFFFF]/g, '').replaceAll(/\p{Surrogate}/gu, '�')
  return FORMULA.test(plain) ? `'${plain}` : plain
}

/** The wall clock of a zone as a date whose UTC parts show it: spreadsheets know no zones. */
export function wallClock(at: number, timeZone: string): Date {
  return new Date(at + offsetAt(at, timeZone))
}

/** Hours of a duration, as spreadsheets can add them up. */
export function hoursOf(durationMs: number): number {
  return Math.round(durationMs / (DAY_MS / 24) * 100) / 100
}
