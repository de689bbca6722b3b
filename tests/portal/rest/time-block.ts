import type { OperatingTally } from './operating.ts'

/** The `time` block of an answer. */
export interface TimeBlock {
  start: number
  finish: number
  duration: number
  processing: number
  date_start: string
  date_finish: string
  operating_reset_at?: number
  operating?: number
}

/** From moments in ms; the ISO texts carry the offset of `timeZone`. */
export function timeBlock(span: { startAt: number, processingMs: number, finishAt: number, timeZone: string, tally?: OperatingTally }): TimeBlock {
  const { startAt, processingMs, finishAt, timeZone, tally } = span
  return {
    start: startAt / 1000,
    finish: finishAt / 1000,
    duration: (finishAt - startAt) / 1000,
    processing: processingMs / 1000,
    date_start: isoWithOffset(startAt, timeZone),
    date_finish: isoWithOffset(finishAt, timeZone),
    ...(tally ? { operating_reset_at: tally.operatingResetAt, operating: tally.operating } : {}),
  }
}

const lastTexts = new Map<string, { second: number, text: string }>()

/** `2026-09-01T12:00:00+03:00`; whole seconds. */
function isoWithOffset(at: number, timeZone: string): string {
  const second = Math.floor(at / 1000)
  const last = lastTexts.get(timeZone)
  if (last?.second === second)
    return last.text
  const text = render(second, timeZone)
  lastTexts.set(timeZone, { second, text })
  return text
}

function render(second: number, timeZone: string): string {
  const offsetName = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(second * 1000)
    .find(part => part.type === 'timeZoneName')
    ?.value
    .replace('GMT', '') ?? ''
  const offset = offsetName === '' ? '+00:00' : offsetName
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number)
  const shiftMs = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
  return new Date(second * 1000 + shiftMs).toISOString().slice(0, 19) + offset
}
