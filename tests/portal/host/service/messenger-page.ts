import type { ChatMessage } from '../../work/notifications.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import { RestError } from '../../rest/rest-error.ts'
import { partnerOf } from '../../work/notifications.ts'
import { bbCode } from '../bb-code.ts'
import { formatTime } from '../format.ts'
import { html, isolated } from '../html.ts'
import { initials, nameById, nameOf } from '../person.ts'
import { notFound } from '../problem.ts'

const mostMessages = 200

/** Messages the reader may see: those of chats, and those from or to them. */
function ownMessages(view: View): ChatMessage[] {
  const me = String(view.user.id)
  return view.portal.work.notifications.messages().filter(message => message.dialogId.startsWith('chat') || message.dialogId === me || message.authorId === view.user.id)
}

/** `IM_DIALOG` of the address; empty without one. @throws RestError 404 for nobody and for a chat that is none */
function chosenDialog(view: View): string {
  const dialogId = view.exchange.url.searchParams.get('IM_DIALOG') ?? ''
  if (dialogId !== '')
    checkDialog(view, dialogId)
  return dialogId
}

function checkDialog(view: View, dialogId: string): void {
  const isKnown = dialogId.startsWith('chat')
    ? view.portal.work.notifications.messages(dialogId).length > 0
    : view.portal.people.get(Number(dialogId))?.active
  if (!isKnown)
    throw notFound()
}

/** Conversations with colleagues, the latest first; then colleagues nobody has written to yet. */
export function messengerPage(view: View): Page {
  const { words } = view
  const dialogId = chosenDialog(view)
  return {
    title: words('messenger.title'),
    menu: '/online/',
    content: html`<div class="page-head"><h1>${words('messenger.title')}</h1></div><div class="messenger">
<nav class="white dialogs" aria-label="${words('messenger.dialogs')}">${dialogIds(view).map(id => dialogLink(view, id, id === dialogId))}</nav>
${dialogId === '' ? html`<p class="white empty">${words('messenger.choose')}</p>` : conversation(view, dialogId)}</div>`,
  }
}

function dialogIds(view: View): string[] {
  const spoken = ownMessages(view).map(message => partnerOf(message, view.user.id)).reverse()
  const colleagues = view.portal.people.list().filter(user => user.active && user.id !== view.user.id).map(user => String(user.id))
  return [...new Set([...spoken, ...colleagues])]
}

function dialogLink(view: View, dialogId: string, isChosen: boolean): Html {
  const query = new URLSearchParams({ IM_DIALOG: dialogId, ...(view.isInSlider && { IFRAME: 'Y' }) })
  const user = view.portal.people.get(Number(dialogId))
  return html`<a href="/online/?${query.toString()}" ${isChosen && html`aria-current="page"`}><span class="face" aria-hidden="true">${user ? initials(user) : '#'}</span><span>${isolated(titleOf(view, dialogId))}</span></a>`
}

function titleOf(view: View, dialogId: string): string {
  const user = view.portal.people.get(Number(dialogId))
  return user ? nameOf(user) : view.words('messenger.chat', { number: dialogId.replace(/\D/g, '') })
}

function conversation(view: View, dialogId: string): Html {
  const { words } = view
  return html`<section class="white"><h2>${isolated(titleOf(view, dialogId))}</h2>
<div data-messages="${dialogId}" class="messages" role="log" tabindex="0" aria-label="${titleOf(view, dialogId)}">${messageList(view, dialogId)}</div>
<form class="message-form" method="post" action="/_host/messages/send"><input type="hidden" name="dialogId" value="${dialogId}">${view.isInSlider && html`<input type="hidden" name="inSlider" value="Y">`}
<label class="field"><span class="visually-hidden">${words('messenger.text')}</span><textarea name="text" rows="2" required placeholder="${words('messenger.text')}"></textarea></label>
<button class="button primary" type="submit">${words('comment.add')}</button></form></section>`
}

function messageList(view: View, dialogId: string): Html {
  const messages = ownMessages(view).filter(message => partnerOf(message, view.user.id) === dialogId).slice(-mostMessages)
  if (messages.length === 0)
    return html`<p class="soft">${view.words('messenger.empty')}</p>`
  return html`${messages.map(message => html`<div class="message ${message.authorId === view.user.id && 'mine'}"><span class="soft small">${isolated(message.isSystem ? view.words('notify.system') : nameById(view, message.authorId))} · ${formatTime(view, message.createdAt)}</span><span>${bbCode(message.text)}</span></div>`)}`
}

/** The conversation as it is now. */
export function messagesPiece(view: View): Html {
  return messageList(view, chosenDialog(view))
}

/** Sends a message and comes back to its conversation. @throws RestError MESSAGE_EMPTY, 404 */
export function sendMessage(view: View, input: Record<string, unknown>): string {
  const [dialogId, text] = [String(input.dialogId ?? ''), String(input.text ?? '').trim()]
  checkDialog(view, dialogId)
  if (text === '')
    throw new RestError(400, 'MESSAGE_EMPTY', view.words('messenger.text'))
  view.portal.work.notifications.addMessage({ dialogId, authorId: view.user.id, text, attach: null, isSystem: false })
  return `/online/?${new URLSearchParams({ IM_DIALOG: dialogId, ...(input.inSlider === 'Y' && { IFRAME: 'Y' }) }).toString()}`
}
