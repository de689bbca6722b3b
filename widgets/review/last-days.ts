import { dayText, localDay } from '../../src/domain/local-time.ts'

/** The last whole days up to today in a zone, `YYYY-MM-DD`, the last one excluded. */
export function lastDays(days: number, now: number, zone: string): { from: string, to: string } {
  const today = localDay(now, zone)
  return { from: dayText(today - days + 1), to: dayText(today + 1) }
}
