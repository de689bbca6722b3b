import type { Call, Method } from '../../rest/method.ts'
import type { CalendarEvent } from '../../work/calendar.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf } from '../../work/input.ts'

/** The meeting the caller is invited to. @throws RestError without a code */
function ownMeeting({ params, portal, caller }: Call, words: string): CalendarEvent {
  const event = portal.work.calendar.get(integerOf(params.eventId) ?? 0)
  if (!event?.attendeeIds.includes(caller.userId))
    throw new RestError(400, '', words)
  return event
}

/** What a guest says to a meeting: `calendar.meeting.status.*`. */
export const meetingMethods: Method[] = [
  method({
    name: 'calendar.meeting.status.get',
    run: call => ({ result: call.portal.work.calendar.answerOf(ownMeeting(call, 'An error occurred while retrieving the status'), call.caller.userId) }),
  }),
  method({
    name: 'calendar.meeting.status.set',
    run(call) {
      const { status } = call.params
      if (status !== 'Y' && status !== 'N' && status !== 'Q')
        throw new RestError(400, '', 'Invalid value for the parameter "status"')
      call.portal.work.calendar.answer(ownMeeting(call, 'Invalid value for the parameter "eventId"'), call.caller.userId, status)
      return { result: true }
    },
  }),
]
