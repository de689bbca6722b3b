import type { Call, Method } from '../../rest/method.ts'
import type { CalendarEvent } from '../../work/calendar.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, flagOf, integerOf, integersOf, listOf, recordOf, textOf } from '../../work/input.ts'
import { parseTime } from '../../work/iso-time.ts'
import { eventRow } from './event-row.ts'
import { meetingMethods } from './meeting-status.ts'
import { calendarSettings } from './settings.ts'

const dayMs = 24 * 3_600_000

function refusal(words: string): RestError {
  return new RestError(400, '', words)
}

/** @throws RestError naming the parameter and the method */
function needed(call: Call, name: string, methodName: string, other?: string): unknown {
  const value = call.params[name] ?? (other === undefined ? undefined : call.params[other])
  if (value === undefined || value === '')
    throw refusal(`The required parameter "${name}" for the method "${methodName}" is not set`)
  return value
}

/** A moment as text, or as Unix seconds under the `_ts` name. */
function moment(call: Call, name: 'from' | 'to', zone: string): number {
  const stamp = integerOf(call.params[`${name}_ts`])
  const at = stamp === undefined ? parseTime(call.params[name], zone) : stamp * 1000
  if (at === undefined)
    throw refusal(`Invalid value for the parameter "${name}"`)
  return at
}

/** Own calendar, or an administrator's hand; company calendars are for administrators. */
function checkCalendar(call: Call, type: string, ownerId: number): void {
  const isAdmin = call.portal.people.get(call.caller.userId)?.admin === true
  if (!isAdmin && (type !== 'user' || ownerId !== call.caller.userId))
    throw refusal('Access denied')
}

/** The named section: one's own, or any for an administrator. */
function sectionOf(call: Call, type: string, ownerId: number): number {
  const { calendar } = call.portal.work
  const own = calendar.sectionOf(type, ownerId)
  const section = flagOf(call.params.auto_detect_section) ? own : integerOf(call.params.section) ?? 0
  const isAdmin = call.portal.people.get(call.caller.userId)?.admin === true
  if (section !== own && !(isAdmin && calendar.hasSection(section)))
    throw refusal('You specified an invalid calendar section ID or the user does not have access to it')
  return section
}

function add(call: Call): { result: number } {
  const name = 'calendar.event.add'
  const type = textOf(needed(call, 'type', name))
  const ownerId = type === 'company_calendar' ? 0 : integerOf(needed(call, 'ownerId', name)) ?? 0
  const title = needed(call, 'name', name)
  needed(call, 'from', name, 'from_ts')
  needed(call, 'to', name, 'to_ts')
  for (const [key, text] of Object.entries({ name: title, description: call.params.description })) {
    if (typeof text === 'object' && text !== null)
      throw refusal(`Invalid value for the parameter "${key}"`)
  }
  checkCalendar(call, type, ownerId)
  const event = call.portal.work.calendar.add({ ...eventValues(call), type, ownerId, name: textOf(title), sectionId: sectionOf(call, type, ownerId) }, actorOf(call.caller))
  return { result: event.id }
}

function eventValues(call: Call): Omit<CalendarEvent, 'id' | 'createdAt' | 'answers' | 'type' | 'ownerId' | 'name' | 'sectionId'> {
  const { params, portal, caller } = call
  const home = portal.people.get(caller.userId)?.timeZone || portal.settings.timeZone
  const [timeZoneFrom, timeZoneTo] = [textOf(params.timezone_from) || home, textOf(params.timezone_to) || home]
  const isWholeDay = flagOf(params.skip_time)
  const toAt = moment(call, 'to', timeZoneTo)
  const meeting = recordOf(params.meeting) ?? {}
  const isMeeting = flagOf(params.is_meeting)
  return {
    description: textOf(params.description),
    fromAt: moment(call, 'from', timeZoneFrom),
    toAt: isWholeDay ? toAt + dayMs : toAt,
    timeZoneFrom,
    timeZoneTo,
    isWholeDay,
    createdBy: caller.userId,
    color: textOf(params.color),
    textColor: textOf(params.text_color),
    accessibility: textOf(params.accessibility) || 'busy',
    importance: textOf(params.importance) || 'normal',
    isPrivate: flagOf(params.private_event),
    isMeeting,
    attendeeIds: isMeeting ? [...new Set([caller.userId, ...integersOf(params.attendees)])] : [],
    meeting: { notify: flagOf(meeting.notify), reinvite: flagOf(meeting.reinvite), allowInvite: flagOf(meeting.allow_invite), hideGuests: flagOf(meeting.hide_guests) },
    location: textOf(params.location),
    remind: listOf(params.remind).flatMap((one) => {
      const reminder = recordOf(one)
      return reminder ? [{ type: textOf(reminder.type), count: integerOf(reminder.count) ?? 0 }] : []
    }),
    rrule: recordOf(params.rrule) ?? null,
    crm: listOf(params.crm_fields).map(textOf),
  }
}

function list(call: Call): { result: unknown[] } {
  const { params, portal } = call
  const type = textOf(needed(call, 'type', 'calendar.event.get'))
  const ownerId = integerOf(params.ownerId) ?? 0
  const now = portal.clock.now()
  const from = parseTime(params.from, portal.settings.timeZone) ?? now - 31 * dayMs
  const to = parseTime(params.to, portal.settings.timeZone) ?? now + 92 * dayMs
  const sections = integersOf(params.section)
  const found = portal.work.calendar.list().filter(event => isIn(event, type, ownerId)
    && event.toAt >= from && event.fromAt <= to + dayMs
    && (sections.length === 0 || sections.includes(event.sectionId))
    && isOpenTo(call, event))
  return { result: found.map(event => eventRow(portal, event)) }
}

/** Meetings stand in the calendars of everybody invited. */
function isIn(event: CalendarEvent, type: string, ownerId: number): boolean {
  return (event.type === type && event.ownerId === ownerId) || (type === 'user' && event.attendeeIds.includes(ownerId))
}

function isOpenTo(call: Call, event: CalendarEvent): boolean {
  const { userId } = call.caller
  return !event.isPrivate || event.createdBy === userId || event.ownerId === userId || event.attendeeIds.includes(userId)
}

/** Calendars: `calendar.*`. */
export const calendarMethods: Method[] = [
  method({ name: 'calendar.event.add', run: add }),
  method({ name: 'calendar.event.get', run: list }),
  method({
    name: 'calendar.event.getbyid',
    run(call) {
      const event = call.portal.work.calendar.get(integerOf(needed(call, 'id', 'calendar.event.getbyid')) ?? 0)
      return { result: event && isOpenTo(call, event) ? eventRow(call.portal, event) : false }
    },
  }),
  ...meetingMethods,
  method({ name: 'calendar.settings.get', run: call => ({ result: { ...calendarSettings, week_start: call.portal.knobs.get('weekStart') } }) }),
]
