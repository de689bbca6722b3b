import { instantOf, localDay, weekFrom } from './local-time.ts'

/** A stretch of time, end excluded. */
export interface Period {
  readonly fromAt: number
  readonly toAt: number
}

/** Says whether an instant lies in a period. */
export function isWithin(period: Period, at: number): boolean {
  return at >= period.fromAt && at < period.toAt
}

/** The local day an instant falls on. */
export function dayPeriod(at: number, timeZone: string): Period {
  return daysPeriod(localDay(at, timeZone), 1, timeZone)
}

/** Whole local days up to and including today. */
export function lastDaysPeriod(now: number, days: number, timeZone: string): Period {
  return daysPeriod(localDay(now, timeZone) - days + 1, days, timeZone)
}

/** The week an instant falls on. `weekStart`: first day, Monday = 0. */
export function weekPeriod(at: number, timeZone: string, weekStart = 0): Period {
  const day = localDay(at, timeZone)
  return daysPeriod(weekFrom(day, weekStart), 7, timeZone)
}

/** The equal span of local days before a period that begins and ends at midnight. */
export function previousPeriod(period: Period, timeZone: string): Period {
  const first = localDay(period.fromAt, timeZone)
  const days = localDay(period.toAt, timeZone) - first
  return daysPeriod(first - days, days, timeZone)
}

function daysPeriod(firstDay: number, days: number, timeZone: string): Period {
  return { fromAt: instantOf(firstDay, 0, timeZone), toAt: instantOf(firstDay + days, 0, timeZone) }
}
