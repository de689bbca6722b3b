import type { Portal } from '../../portal.ts'
import type { CalendarEvent } from '../../work/calendar.ts'
import { DateTime } from 'luxon'
import { ruleRow } from './recurrence.ts'

const dayFormats = { ru: 'dd.MM.yyyy', en: 'MM/dd/yyyy' } as const

/** The portal's own way to write a moment; the formats of the two languages differ. */
function ownFormat(portal: Portal, at: number, zone: string, isWholeDay: boolean): string {
  const { language } = portal.settings
  const [day, time] = [dayFormats[language], language === 'ru' ? ' HH:mm:ss' : ' hh:mm:ss a']
  return DateTime.fromMillis(at, { zone, locale: 'en' }).toFormat(isWholeDay ? day : day + time).replace(/AM|PM/, half => half.toLowerCase())
}

/** An entry of a calendar as its methods show it: numbers as text. */
export function eventRow(portal: Portal, event: CalendarEvent): Record<string, unknown> {
  const from = DateTime.fromMillis(event.fromAt, { zone: event.timeZoneFrom })
  const to = DateTime.fromMillis(event.toAt, { zone: event.timeZoneTo })
  const created = ownFormat(portal, event.createdAt, portal.settings.timeZone, false)
  return {
    'ID': String(event.id),
    'PARENT_ID': String(event.id),
    'DELETED': 'N',
    'CAL_TYPE': event.type,
    'OWNER_ID': String(event.ownerId),
    'NAME': event.name,
    'DATE_FROM': ownFormat(portal, event.fromAt, event.timeZoneFrom, event.isWholeDay),
    'DATE_TO': ownFormat(portal, event.toAt, event.timeZoneTo, event.isWholeDay),
    'ORIGINAL_DATE_FROM': null,
    'TZ_FROM': event.timeZoneFrom,
    'TZ_TO': event.timeZoneTo,
    'TZ_OFFSET_FROM': String(from.offset * 60),
    'TZ_OFFSET_TO': String(to.offset * 60),
    'DATE_FROM_TS_UTC': String(Math.floor(event.fromAt / 1000)),
    'DATE_TO_TS_UTC': String(Math.floor(event.toAt / 1000)),
    'DT_SKIP_TIME': event.isWholeDay ? 'Y' : 'N',
    'DT_LENGTH': Math.floor((event.toAt - event.fromAt) / 1000),
    'EVENT_TYPE': null,
    'CREATED_BY': String(event.createdBy),
    'DATE_CREATE': created,
    'TIMESTAMP_X': created,
    'DESCRIPTION': event.description,
    'PRIVATE_EVENT': event.isPrivate ? '1' : '',
    'ACCESSIBILITY': event.accessibility,
    'IMPORTANCE': event.importance,
    'IS_MEETING': event.isMeeting,
    'MEETING_STATUS': portal.work.calendar.answerOf(event, event.type === 'user' ? event.ownerId : event.createdBy),
    'MEETING_HOST': String(event.createdBy),
    'MEETING': {
      HOST_NAME: portal.people.fullName(event.createdBy),
      NOTIFY: event.meeting.notify,
      REINVITE: event.meeting.reinvite,
      ALLOW_INVITE: event.meeting.allowInvite,
      HIDE_GUESTS: event.meeting.hideGuests,
      MEETING_CREATOR: event.createdBy,
      LANGUAGE_ID: portal.settings.language,
      MAIL_FROM: '',
    },
    'LOCATION': event.location,
    'REMIND': event.remind,
    'COLOR': event.color,
    'RRULE': event.rrule ? ruleRow(event, event.rrule, dayFormats[portal.settings.language]) : '',
    'EXDATE': '',
    'DAV_XML_ID': `${event.id}@${new URL(portal.settings.origin).hostname}`,
    'G_EVENT_ID': '',
    'DAV_EXCH_LABEL': '',
    'CAL_DAV_LABEL': '',
    'VERSION': '1',
    'ATTENDEES_CODES': event.attendeeIds.map(id => `U${id}`),
    'RECURRENCE_ID': null,
    'RELATIONS': null,
    'SECTION_ID': String(event.sectionId),
    'SYNC_STATUS': null,
    'UF_CRM_CAL_EVENT': event.crm.length === 0 ? false : event.crm,
    'UF_WEBDAV_CAL_EVENT': false,
    'SECTION_DAV_XML_ID': null,
    'DATE_FROM_FORMATTED': from.setLocale('en').toFormat('ccc LLL dd yyyy HH:mm:ss'),
    'DATE_TO_FORMATTED': to.setLocale('en').toFormat('ccc LLL dd yyyy HH:mm:ss'),
    'SECT_ID': String(event.sectionId),
    'ATTENDEE_LIST': event.attendeeIds.map(id => ({ id, entryId: String(event.id), status: portal.work.calendar.answerOf(event, id) })),
    'COLLAB_ID': null,
    'attendeesEntityList': event.attendeeIds.map(id => ({ entityId: 'user', id })),
    ...(event.rrule ? { '~RRULE_DESCRIPTION': ruleText(event.rrule) } : {}),
    '~DESCRIPTION': event.description,
    '~USER_OFFSET_FROM': from.offset * 60,
    '~USER_OFFSET_TO': to.offset * 60,
  }
}

/** `weekly: MO, WE`: the rule for people. */
function ruleText(rule: Record<string, unknown>): string {
  const days = Array.isArray(rule.BYDAY) ? `: ${rule.BYDAY.join(', ')}` : ''
  return `${String(rule.FREQ ?? '').toLowerCase()}${days}`
}
