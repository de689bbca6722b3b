import type { WorkingCalendar, WorkingInterval } from '../../src/domain/working-calendar.ts'
import type { PaperContext } from './paper.ts'
import { dateRanges } from './date-ranges.ts'

/** `09:00–18:00`; several stretches of a day are separated by commas. */
export function hoursText(intervals: readonly WorkingInterval[]): string {
  return intervals.map(({ fromMinute, toMinute }) => `${clockText(fromMinute)}–${clockText(toMinute)}`).join(', ')
}

/** Minutes from midnight as a clock shows them: 540 → `09:00`; the last minute of a day is 24:00. */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** Minutes from midnight of `09:30`; null when the text is no time. */
export function minuteOfClock(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text)
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  return minute >= 0 && minute <= 1440 ? minute : null
}

/** Zone, working days, holidays and special days in four lines. Days of the same hours share a line's part. */
export function calendarRows(calendar: WorkingCalendar, { say, language }: Pick<PaperContext, 'say' | 'language'>): [string, string][] {
  const days = calendar.week.map((intervals, index) => ({ day: say(`weekday.${index}`), hours: hoursText(intervals) })).filter(({ hours }) => hours !== '')
  const groups = [...new Set(days.map(({ hours }) => hours))].map(hours => `${days.filter(day => day.hours === hours).map(({ day }) => day).join(', ')} ${hours}`)
  return [
    [say('field.week'), groups.join('; ') || '–'],
    [say('field.timeZone'), calendar.timeZone],
    [say('field.holidays'), dateRanges(calendar.holidays, language).join(', ') || '–'],
    ...(calendar.specialDays.length > 0 ? [[say('field.specialDays'), calendar.specialDays.map(({ date, intervals }) => `${dateRanges([date], language).join('')} ${hoursText(intervals) || say('word.day_off')}`).join('; ')] as [string, string]] : []),
  ]
}
