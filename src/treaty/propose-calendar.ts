import type { CalendarSettings } from '../contracts/rest/calendar.schema.ts'
import type { WorkingCalendar } from '../domain/working-calendar.ts'
import { DAY_MS, dayText, localDay, weekdayOf } from '../domain/local-time.ts'
import { DEFAULT_WEEK } from '../domain/treaty-defaults.ts'

/** Holidays of the portal have no year: they are proposed for this year and the next. */
const YEARS = 2

/** A working calendar from the portal's own settings, for the administrator to confirm; defaults where it says nothing. */
export function proposeCalendar(settings: CalendarSettings | null, timeZone: string, now: number): WorkingCalendar {
  const { fromMinute, toMinute } = hoursOf(settings)
  const hours = [{ fromMinute, toMinute }]
  const week = DEFAULT_WEEK.map((day, index) => settings === null ? (day.length > 0 ? hours : []) : (settings.daysOff.includes(index) ? [] : hours))
  const today = localDay(now, timeZone)
  const first = yearStart(today, 0)
  const days = Array.from({ length: yearStart(today, YEARS) - first }, (_, index) => first + index)
  return {
    timeZone,
    week,
    holidays: days.filter(day => names(settings?.yearHolidays, day) && !names(settings?.yearWorkdays, day)).map(dayText),
    specialDays: days
      .filter(day => names(settings?.yearWorkdays, day) && (week[weekdayOf(day)] ?? []).length === 0)
      .map(day => ({ date: dayText(day), intervals: hours })),
  }
}

function hoursOf(settings: CalendarSettings | null): { fromMinute: number, toMinute: number } {
  const [usual] = DEFAULT_WEEK[0] ?? []
  const fromMinute = settings?.fromMinute ?? usual?.fromMinute ?? 540
  const toMinute = settings?.toMinute ?? usual?.toMinute ?? 1080
  return toMinute > fromMinute ? { fromMinute, toMinute } : { fromMinute: 540, toMinute: 1080 }
}

function names(days: CalendarSettings['yearHolidays'] | undefined, day: number): boolean {
  const [, month, date] = dayText(day).split('-').map(Number)
  return days?.some(entry => entry.month === month && entry.day === date) ?? false
}

/** First day of the year of a day, or of a later year. */
function yearStart(day: number, yearsOn: number): number {
  return Date.UTC(Number(dayText(day).slice(0, 4)) + yearsOn, 0, 1) / DAY_MS
}
