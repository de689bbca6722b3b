import type { Portal } from '../portal.ts'
import type { CalendarEvent, MeetingAnswer } from './calendar.ts'
import type { Notification } from './notifications.ts'

const invitations = { ru: 'приглашает вас на встречу', en: 'invites you to a meeting' } as const
const replies = {
  Y: { ru: 'Приглашение принято', en: 'Invitation accepted' },
  N: { ru: 'Приглашение отклонено', en: 'Invitation declined' },
} as const

/** Asks everybody invited but the host, with the buttons Y and N. */
export function inviteGuests({ work, people, settings }: Portal, event: CalendarEvent): void {
  for (const userId of event.attendeeIds) {
    if (userId === event.createdBy || !people.get(userId)?.active)
      continue
    work.notifications.add({
      userId,
      authorId: event.createdBy,
      kind: 'personal',
      appId: null,
      text: `${people.fullName(event.createdBy)} ${invitations[settings.language]} [b]${event.name}[/b]`,
      textOut: '',
      tag: `CALENDAR|INVITE|${event.id}|${userId}`,
      subTag: `CALENDAR|INVITE|${event.id}`,
      attach: null,
      meetingId: event.id,
    })
  }
}

/** Presses a button of an invitation, which goes away with that. @returns words for the person; undefined for any other notice */
export function replyToInvitation({ work, settings }: Portal, { id, meetingId, userId }: Notification, answer: Exclude<MeetingAnswer, 'Q'>): string | undefined {
  const event = work.calendar.get(meetingId ?? 0)
  if (!event)
    return undefined
  work.calendar.answer(event, userId, answer)
  work.notifications.removeWhere(notice => notice.id === id)
  return replies[answer][settings.language]
}
