import type { Portal } from '../portal.ts'
import type { Calendar, CalendarEvent } from './calendar.ts'
import { inviteGuests } from './invite-guests.ts'

/** Section of the company calendar; those of people follow. */
const companySection = 1

/** Empty calendars; every owner has one section. */
export function createCalendar(portal: () => Portal): Calendar {
  const events = new Map<number, CalendarEvent>()
  let lastId = 0
  return {
    get: id => events.get(id),
    list: () => [...events.values()],
    add(event, actor) {
      lastId += 1
      const added = { ...event, id: lastId, createdAt: portal().clock.now(), answers: {} }
      events.set(added.id, added)
      portal().events.raise({ name: 'ONCALENDARENTRYADD', data: { id: String(added.id) }, actor })
      inviteGuests(portal(), added)
      return added
    },
    answer: (event, userId, answer) => void (event.answers[userId] = answer),
    answerOf: (event, userId) => userId === event.createdBy ? 'H' : event.answers[userId] ?? 'Q',
    sectionOf: (type, ownerId) => type === 'company_calendar' ? companySection : ownerId + companySection,
    hasSection: id => id === companySection || portal().people.get(id - companySection) !== undefined,
  }
}
