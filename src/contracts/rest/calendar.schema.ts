import { z } from 'zod'
import { restText } from './rest-scalars.schema.ts'

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The result of `calendar.settings.get`: what a working calendar can be proposed from. Days of the year come as `D.MM`. */
export const calendarSettingsSchema = z.object({
  work_time_start: restText,
  work_time_end: restText,
  year_holidays: restText,
  year_workdays: restText,
  week_holidays: z.preprocess(value => typeof value === 'string' ? value.split(/[|,]/) : (value ?? []), z.array(z.string())),
  week_start: restText,
}).transform(row => ({
  fromMinute: minuteOf(row.work_time_start),
  toMinute: minuteOf(row.work_time_end),
  yearHolidays: yearDays(row.year_holidays),
  yearWorkdays: yearDays(row.year_workdays),
  /** Days off, Monday = 0. */
  daysOff: row.week_holidays.map(day => DAYS.indexOf(day.trim().toUpperCase())).filter(day => day >= 0),
  /** First day of the week, Monday = 0; null when the portal does not say. */
  weekStart: row.week_start && DAYS.includes(row.week_start.toUpperCase()) ? DAYS.indexOf(row.week_start.toUpperCase()) : null,
}))

/** What the portal's calendar says about working time. */
export type CalendarSettings = z.infer<typeof calendarSettingsSchema>

/** `9`, `9.30` and `9:30` are all in use; the part after the dot is minutes. */
function minuteOf(text: string | null): number | null {
  const match = /^(\d{1,2})(?:[.:](\d{1,2}))?$/.exec(text ?? '')
  if (!match)
    return null
  const minutes = Number(match[1]) * 60 + Number((match[2] ?? '0').padEnd(2, '0'))
  return minutes <= 1440 ? minutes : null
}

function yearDays(text: string | null): { day: number, month: number }[] {
  return (text ?? '').split(',').flatMap((entry) => {
    const match = /^\s*(\d{1,2})\.(\d{1,2})\s*$/.exec(entry)
    return match ? [{ day: Number(match[1]), month: Number(match[2]) }] : []
  })
}
