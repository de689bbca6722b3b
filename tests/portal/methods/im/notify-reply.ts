import type { Call, Method } from '../../rest/method.ts'
import type { Notification } from '../../work/notifications.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, textOf } from '../../work/input.ts'
import { replyToInvitation } from '../../work/invite-guests.ts'

const sent = { ru: 'Ваш ответ отправлен.', en: 'Your response has been successfully sent.' } as const

/** The caller's own notice; undefined when there is none with this number. @throws RestError ID_ERROR */
function ownNotice({ params, portal, caller }: Call): Notification | undefined {
  const id = integerOf(params.NOTIFY_ID) ?? 0
  if (id <= 0)
    throw new RestError(400, 'ID_ERROR', 'Notification ID can\'t be empty')
  const notice = portal.work.notifications.get(id)
  return notice?.userId === caller.userId ? notice : undefined
}

function press(call: Call): { result: { result_message: string[] | false } } {
  const notice = ownNotice(call)
  const value = textOf(call.params.NOTIFY_VALUE)
  if (value === '')
    throw new RestError(400, 'NOTIFY_VALUE_ERROR', 'Notification Value can\'t be empty')
  const words = notice && (value === 'Y' || value === 'N') ? replyToInvitation(call.portal, notice, value) : undefined
  return { result: { result_message: words === undefined ? false : [words] } }
}

/** The quick answer to a colleague's notice goes to that colleague as a message; nobody reads those to the system. */
function answer(call: Call): { result: { result_message: string[] | false } } {
  const { portal, caller } = call
  const notice = ownNotice(call)
  const text = textOf(call.params.ANSWER_TEXT)
  if (text === '')
    throw new RestError(400, 'ANSWER_TEXT_ERROR', 'ANSWER_TEXT can\'t be empty')
  if (notice?.kind !== 'personal' || !portal.people.get(notice.authorId)?.active)
    return { result: { result_message: false } }
  portal.work.notifications.addMessage({ dialogId: String(notice.authorId), authorId: caller.userId, text, attach: null, isSystem: false })
  portal.work.notifications.markRead(caller.userId, [notice.id], true)
  return { result: { result_message: [sent[portal.settings.language]] } }
}

/** What people do with notices: buttons and quick answers. */
export const notifyReplyMethods: Method[] = [
  method({ name: 'im.notify.confirm', run: press }),
  method({ name: 'im.notify.answer', run: answer }),
]
