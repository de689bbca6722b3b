import type { WorkingCalendar, WorkingInterval } from './working-calendar.ts'
import { dayText, instantOf, localDay, MINUTE_MS, weekdayOf } from './local-time.ts'

type Span = readonly [fromAt: number, toAt: number]

/** A calendar without working time this many days on is refused rather than searched for ever. */
const SEARCH_DAYS = 3660

const spansByCalendar = new WeakMap<WorkingCalendar, Map<number, readonly Span[]>>()
const daysByCalendar = new WeakMap<WorkingCalendar, ReadonlyMap<string, readonly WorkingInterval[]>>()

/**
 * The instant at which so much working time has gone by. Work that ends with the working day ends at its last minute, not on
 * the next morning. Hours count as clocks really run: a night of changing clocks is longer or shorter.
 * @throws RangeError when the calendar has no working time to count
 */
export function addWorkingMinutes(calendar: WorkingCalendar, from: number, minutes: number): number {
  let left = minutes * MINUTE_MS
  if (left <= 0)
    return from
  const firstDay = localDay(from, calendar.timeZone)
  for (let day = firstDay; day < firstDay + SEARCH_DAYS; day++) {
    for (const [start, end] of spansOf(calendar, day)) {
      const begin = Math.max(start, from)
      if (begin >= end)
        continue
      if (left <= end - begin)
        return begin + left
      left -= end - begin
    }
  }
  throw new RangeError('The working calendar has no working time')
}

/** Working time between two instants in ms; 0 when the second is not later. */
export function workingMsBetween(calendar: WorkingCalendar, from: number, to: number): number {
  if (to <= from)
    return 0
  const lastDay = localDay(to, calendar.timeZone)
  let sum = 0
  for (let day = localDay(from, calendar.timeZone); day <= lastDay; day++) {
    for (const [start, end] of spansOf(calendar, day))
      sum += Math.max(0, Math.min(end, to) - Math.max(start, from))
  }
  return sum
}

/** Says whether the two sides work at an instant. */
export function isWorkingTime(calendar: WorkingCalendar, at: number): boolean {
  return spansOf(calendar, localDay(at, calendar.timeZone)).some(([start, end]) => at >= start && at < end)
}

/** Working spans of one local day as instants, in order. */
function spansOf(calendar: WorkingCalendar, day: number): readonly Span[] {
  const known = spansByCalendar.get(calendar) ?? new Map<number, readonly Span[]>()
  spansByCalendar.set(calendar, known)
  const spans = known.get(day) ?? intervalsOf(calendar, day).map(({ fromMinute, toMinute }): Span =>
    [instantOf(day, fromMinute, calendar.timeZone), instantOf(day, toMinute, calendar.timeZone)])
  known.set(day, spans)
  return spans
}

function intervalsOf(calendar: WorkingCalendar, day: number): readonly WorkingInterval[] {
  const exceptions = daysByCalendar.get(calendar) ?? exceptionsOf(calendar)
  daysByCalendar.set(calendar, exceptions)
  return exceptions.get(dayText(day)) ?? calendar.week[weekdayOf(day)] ?? []
}

function exceptionsOf(calendar: WorkingCalendar): ReadonlyMap<string, readonly WorkingInterval[]> {
  return new Map([
    ...calendar.holidays.map(date => [date, []] as const),
    ...calendar.specialDays.map(special => [special.date, special.intervals] as const),
  ])
}
