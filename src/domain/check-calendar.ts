import type { TreatyProblem } from './treaty-problem.ts'
import type { WorkingCalendar, WorkingInterval } from './working-calendar.ts'
import { isTimeZone, parseDay } from './local-time.ts'
import { problem } from './treaty-problem.ts'

/** Checks working hours, holidays and the zone. */
export function checkCalendar(calendar: WorkingCalendar): TreatyProblem[] {
  const { week, holidays, specialDays, timeZone } = calendar
  return [
    ...(isTimeZone(timeZone) ? [] : [problem('zone_unknown', 'calendar.timeZone', { zone: timeZone })]),
    ...(week.length === 7 && week.some(day => day.length > 0) ? [] : [problem('calendar_empty', 'calendar.week')]),
    ...week.flatMap((day, index) => checkDay(day, `calendar.week[${index}]`)),
    ...holidays.flatMap((date, index) => checkDate(date, `calendar.holidays[${index}]`)),
    ...specialDays.flatMap((day, index) => [
      ...checkDate(day.date, `calendar.specialDays[${index}].date`),
      ...checkDay(day.intervals, `calendar.specialDays[${index}].intervals`),
    ]),
  ]
}

function checkDay(intervals: readonly WorkingInterval[], field: string): TreatyProblem[] {
  return intervals.flatMap(({ fromMinute, toMinute }, index) => {
    const before = intervals[index - 1]?.toMinute ?? 0
    const isRight = Number.isInteger(fromMinute) && Number.isInteger(toMinute) && fromMinute >= before && toMinute > fromMinute && toMinute <= 1440
    return isRight ? [] : [problem('interval_invalid', `${field}[${index}]`, { from: fromMinute, to: toMinute })]
  })
}

function checkDate(date: string, field: string): TreatyProblem[] {
  return parseDay(date) === null ? [problem('date_invalid', field, { value: date })] : []
}
