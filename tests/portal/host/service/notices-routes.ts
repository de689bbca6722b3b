import type { Route } from '../../http/route.ts'
import type { Notification } from '../../work/notifications.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { replyToInvitation } from '../../work/invite-guests.ts'
import { bbCode } from '../bb-code.ts'
import { formatTime } from '../format.ts'
import { html, isolated } from '../html.ts'
import { nameById } from '../person.ts'
import { notFound } from '../problem.ts'
import { actionRoute, pieceRoute } from '../view.ts'

/** The bell. */
export const noticesRoutes: Route[] = [
  pieceRoute('/_host/notices', noticeList),
  actionRoute('/_host/notices/press', press),
  actionRoute('/_host/notices/read', view => view.portal.work.notifications.markRead(view.user.id, 'all', true)),
]

function noticeList(view: View): Html {
  const { words } = view
  const notices = view.portal.work.notifications.of(view.user.id).slice(0, 50)
  return html`<div class="row"><span class="menu-title grow">${words('notify.title')}</span></div>
${notices.length === 0 && html`<p class="empty">${words('notify.empty')}</p>`}
${notices.map(notice => html`<div class="notice ${!notice.isRead && 'unread'}"><span class="soft small">${isolated(sender(view, notice))} · ${formatTime(view, notice.createdAt)}</span><span>${bbCode(notice.text)}</span>${noticeActions(view, notice)}</div>`)}
${notices.length > 0 && html`<button type="button" data-read-all>${words('notify.markRead')}</button>`}`
}

/** Buttons of an invitation; a way to answer a colleague. */
function noticeActions({ words, user }: View, notice: Notification): Html | null {
  if (notice.meetingId !== undefined)
    return html`<span class="row"><button type="button" data-press="Y" data-notice="${notice.id}">${words('notify.accept')}</button><button type="button" data-press="N" data-notice="${notice.id}">${words('notify.decline')}</button></span>`
  return notice.kind === 'personal' && notice.authorId !== user.id ? html`<a href="/online/?IM_DIALOG=${notice.authorId}">${words('messenger.open')}</a>` : null
}

/** Presses a button of the reader's own invitation. @throws RestError 404 */
function press(view: View, input: Record<string, unknown>): { message: string } {
  const notice = view.portal.work.notifications.get(Number(input.id))
  const message = notice?.userId === view.user.id ? replyToInvitation(view.portal, notice, input.answer === 'Y' ? 'Y' : 'N') : undefined
  if (message === undefined)
    throw notFound()
  return { message }
}

function sender(view: View, notice: Notification): string {
  if (notice.kind === 'personal')
    return nameById(view, notice.authorId)
  return (notice.appId !== null && view.portal.apps.get(notice.appId)?.title) || view.words('notify.system')
}
