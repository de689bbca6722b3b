import type { WorkingCalendar } from '../../../src/domain/working-calendar.ts'
import { DateTime } from 'luxon'

const MINUTE_MS = 60_000

/** Number of the local day, by another library than the house uses. */
export function bruteDay(at: number, zone: string): number {
  const local = DateTime.fromMillis(at, { zone })
  return Date.UTC(local.year, local.month - 1, local.day) / 86_400_000
}

/** The instant after so much working time, by walking along the days. */
export function bruteAdd(calendar: WorkingCalendar, from: number, minutes: number): number {
  let left = minutes * MINUTE_MS
  for (let day = DateTime.fromMillis(from, { zone: calendar.timeZone }).startOf('day'); ; day = day.plus({ days: 1 })) {
    for (const [start, end] of openHours(calendar, day)) {
      const begin = Math.max(start, from)
      const length = Math.max(0, end - begin)
      if (left <= length)
        return begin + left
      left -= length
    }
  }
}

/** Working time between two instants, ms, by walking along the days. */
export function bruteBetween(calendar: WorkingCalendar, from: number, to: number): number {
  let sum = 0
  for (let day = DateTime.fromMillis(from, { zone: calendar.timeZone }).startOf('day'); day.toMillis() < to; day = day.plus({ days: 1 })) {
    for (const [start, end] of openHours(calendar, day))
      sum += Math.max(0, Math.min(end, to) - Math.max(start, from))
  }
  return sum
}

function openHours(calendar: WorkingCalendar, day: DateTime): [number, number][] {
  const date = day.toFormat('yyyy-MM-dd')
  const special = calendar.specialDays.find(one => one.date === date)
  const intervals = special ? special.intervals : calendar.holidays.includes(date) ? [] : calendar.week[day.weekday - 1]!
  const clock = (minute: number): number => day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis()
  return intervals.map(({ fromMinute, toMinute }) => [clock(fromMinute), clock(toMinute)])
}
