import type { CalendarEvent } from '../../work/calendar.ts'
import { DateTime } from 'luxon'
import { integerOf, listOf, textOf } from '../../work/input.ts'

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** A rule without an end runs until the end of the portal's calendar. */
const endOfTime = DateTime.fromISO('2038-01-01')
const longestSearchDays = 3660

/** A rule as entries show it: days by code, the last day in the portal's format and as Unix seconds. */
export function ruleRow(event: CalendarEvent, rule: Record<string, unknown>, dayFormat: string): Record<string, unknown> {
  const last = lastDay(event, rule)
  const days = listOf(rule.BYDAY).map(textOf)
  return {
    'FREQ': textOf(rule.FREQ),
    ...(days.length > 0 ? { BYDAY: Object.fromEntries(days.map(day => [day, day])) } : {}),
    'INTERVAL': integerOf(rule.INTERVAL) ?? 1,
    'UNTIL': last.toFormat(dayFormat),
    '~UNTIL': last.toFormat(dayFormat),
    'UNTIL_TS': Math.floor(last.startOf('day').toSeconds()),
  }
}

/** The last day of a rule: as given, or counted. */
function lastDay(event: CalendarEvent, rule: Record<string, unknown>): DateTime {
  const given = DateTime.fromISO(textOf(rule.UNTIL), { zone: event.timeZoneFrom })
  const count = integerOf(rule.COUNT) ?? 0
  if (given.isValid || count <= 0)
    return given.isValid ? given : endOfTime.setZone(event.timeZoneFrom)
  const first = DateTime.fromMillis(event.fromAt, { zone: event.timeZoneFrom })
  let last = first
  for (let offset = 0, found = 0; found < count && offset < longestSearchDays; offset += 1) {
    const day = first.plus({ days: offset })
    if (falls(day, first, rule)) {
      found += 1
      last = day
    }
  }
  return last
}

function falls(day: DateTime, first: DateTime, rule: Record<string, unknown>): boolean {
  const interval = Math.max(1, integerOf(rule.INTERVAL) ?? 1)
  const days = listOf(rule.BYDAY).map(textOf)
  const elapsed = (unit: 'days' | 'weeks' | 'months' | 'years', from: DateTime, to: DateTime): number => Math.round(to.diff(from, unit)[unit])
  switch (textOf(rule.FREQ).toUpperCase()) {
    case 'WEEKLY':
      return elapsed('weeks', first.startOf('week'), day.startOf('week')) % interval === 0
        && (days.length === 0 ? day.weekday === first.weekday : days.includes(dayCodes[day.weekday - 1] ?? ''))
    case 'MONTHLY': return day.day === first.day && elapsed('months', first.startOf('month'), day.startOf('month')) % interval === 0
    case 'YEARLY': return day.day === first.day && day.month === first.month && elapsed('years', first.startOf('year'), day.startOf('year')) % interval === 0
    default: return elapsed('days', first.startOf('day'), day.startOf('day')) % interval === 0
  }
}
