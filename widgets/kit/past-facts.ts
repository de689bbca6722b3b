import type { BackfillProgress } from '../../src/contracts/api/backfill.schema.ts'
import type { Formats } from './format.ts'

type Translate = (key: string, slots?: Record<string, string>) => string

/** One list of the past, as the page names it. */
export interface PastPart {
  part: BackfillProgress['parts'][number]['part']
  state: BackfillProgress['parts'][number]['state']
  text: string
}

/** The sentence about the whole: rows, rate and time left, or what it waits for. `now` in ms. */
export function pastSentence(past: BackfillProgress, { t, formats, now }: { t: Translate, formats: Formats, now: number }): string {
  return t(`past.state.${past.state}`, {
    rows: formats.count(past.rows),
    total: formats.count(past.total),
    rate: past.rowsPerSec === null ? t('past.counting') : t('past.rate', { n: formats.count(Math.round(past.rowsPerSec)) }),
    left: timeLeft(past.secondsLeft, t, formats),
    at: past.resumeAt === null ? '' : formats.near(past.resumeAt, now),
  })
}

/** Share of the rows that are counted so far, 0..1; a part that has not begun is not counted, so it never says 1 too early. */
export function pastShare(past: BackfillProgress): number {
  if (past.state === 'done')
    return 1
  return past.total === 0 ? 0 : Math.min(past.rows / past.total, 0.99)
}

/** Each list with what was read of it. */
export function pastParts(past: BackfillProgress, t: Translate, formats: Formats): PastPart[] {
  return past.parts.map(({ part, state, rows, total, hindrance }) => ({ part, state, text: hindrance === 'missing'
    ? t('past.not_offered')
    : total === null || total < rows ? formats.count(rows) : t('past.of', { rows: formats.count(rows), total: formats.count(total) }) }))
}

function timeLeft(seconds: number | null, t: Translate, formats: Formats): string {
  if (seconds === null)
    return t('past.unknown')
  return seconds < 60 ? t('past.soon') : formats.span(seconds * 1000)
}
