import type { Actor } from '../crm/actor.ts'

/** Comes, does not come, has not said. */
export type MeetingAnswer = 'Y' | 'N' | 'Q'

/** An entry of a calendar. */
export interface CalendarEvent {
  id: number
  /** `user`, `group` or `company_calendar`. */
  type: string
  ownerId: number
  name: string
  description: string
  fromAt: number
  toAt: number
  timeZoneFrom: string
  timeZoneTo: string
  isWholeDay: boolean
  sectionId: number
  createdBy: number
  createdAt: number
  color: string
  textColor: string
  accessibility: string
  importance: string
  isPrivate: boolean
  isMeeting: boolean
  attendeeIds: number[]
  /** What those asked have said; silence is Q. */
  answers: Record<number, MeetingAnswer>
  meeting: { notify: boolean, reinvite: boolean, allowInvite: boolean, hideGuests: boolean }
  location: string
  remind: { type: string, count: number }[]
  rrule: Record<string, unknown> | null
  /** `L_12`, … */
  crm: string[]
}

/** Calendars. A new entry raises ONCALENDARENTRYADD and asks every guest of a meeting by the bell. */
export interface Calendar {
  get: (id: number) => CalendarEvent | undefined
  list: () => CalendarEvent[]
  add: (event: Omit<CalendarEvent, 'id' | 'createdAt' | 'answers'>, actor: Actor) => CalendarEvent
  /** Keeps what a guest says. */
  answer: (event: CalendarEvent, userId: number, answer: MeetingAnswer) => void
  /** `H` for the host, else what the person has said. */
  answerOf: (event: CalendarEvent, userId: number) => MeetingAnswer | 'H'
  /** Number of the only section of an owner's calendar. */
  sectionOf: (type: string, ownerId: number) => number
  hasSection: (id: number) => boolean
}
