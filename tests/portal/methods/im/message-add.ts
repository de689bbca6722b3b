import type { Call, Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { flagOf, integerOf, textOf } from '../../work/input.ts'
import { partnerOf } from '../../work/notifications.ts'
import { checkedAttach, checkJson } from './attach.ts'

/** @throws RestError USER_ID_EMPTY, USER_NOT_FOUND, CHAT_ID */
function checkedDialog(call: Call): string {
  const dialogId = textOf(call.params.DIALOG_ID)
  if (/^(?:chat|sg)\d+$/.test(dialogId)) {
    if (call.portal.work.notifications.messages(dialogId).length === 0)
      throw new RestError(400, 'CHAT_ID', 'Error creating message')
    return dialogId
  }
  const userId = integerOf(dialogId)
  if (userId === undefined || userId <= 0)
    throw new RestError(400, 'USER_ID_EMPTY', 'User ID can\'t be empty')
  if (!call.portal.people.get(userId)?.active)
    throw new RestError(400, 'USER_NOT_FOUND', 'User not found')
  return dialogId
}

function checkReply(call: Call, dialogId: string): void {
  const replyId = integerOf(call.params.REPLY_ID)
  if (replyId === undefined)
    return
  const answered = call.portal.work.notifications.messages().find(message => message.id === replyId)
  if (!answered)
    throw new RestError(400, 'REPLY_ACCESS_ERROR', 'Action unavailable')
  if (partnerOf(answered, call.caller.userId) !== dialogId)
    throw new RestError(400, 'REPLY_FROM_OTHER_CHAT_ERROR', 'You can only reply to a message within the same chat')
}

/** A message to a colleague or into a chat that has messages already. */
export const messageAddMethod: Method = method({
  name: 'im.message.add',
  run(call) {
    const attach = checkedAttach(call.params.ATTACH)
    checkJson(call.params.KEYBOARD, 'KEYBOARD_ERROR', 'Incorrect keyboard params')
    checkJson(call.params.MENU, 'MENU_ERROR', 'Incorrect menu params')
    const text = textOf(call.params.MESSAGE)
    if (text === '' && attach === null)
      throw new RestError(400, 'MESSAGE_EMPTY', 'Message can\'t be empty')
    const dialogId = checkedDialog(call)
    checkReply(call, dialogId)
    const message = call.portal.work.notifications.addMessage({ dialogId, authorId: call.caller.userId, text, attach, isSystem: flagOf(call.params.SYSTEM) })
    return { result: message.id }
  },
})
