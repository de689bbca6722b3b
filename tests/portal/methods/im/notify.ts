import type { Call, Method } from '../../rest/method.ts'
import type { Notification } from '../../work/notifications.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, integersOf, textOf } from '../../work/input.ts'
import { checkedAttach } from './attach.ts'

/** Application a notice belongs to: the caller's, or the one a webhook names. */
function ownerApp(call: Call): number | null {
  return call.caller.appId ?? call.portal.apps.byClientId(textOf(call.params.CLIENT_ID))?.id ?? null
}

/** @throws RestError USER_ID_EMPTY, MESSAGE_EMPTY, ATTACH_ERROR, ATTACH_OVERSIZE */
function add(call: Call, kind: Notification['kind']): { result: number | false } {
  const { params, portal } = call
  const userId = integerOf(params.USER_ID) ?? 0
  const text = textOf(params.MESSAGE)
  if (userId <= 0)
    throw new RestError(400, 'USER_ID_EMPTY', 'User ID can\'t be empty')
  if (text === '')
    throw new RestError(400, 'MESSAGE_EMPTY', 'Message can\'t be empty')
  const attach = checkedAttach(params.ATTACH)
  if (!portal.people.get(userId)?.active)
    return { result: false }
  const notice = portal.work.notifications.add({
    userId,
    authorId: kind === 'personal' ? call.caller.userId : 0,
    kind,
    appId: ownerApp(call),
    text,
    textOut: textOf(params.MESSAGE_OUT),
    tag: textOf(params.TAG),
    subTag: textOf(params.SUB_TAG),
    attach,
  })
  return { result: notice.id }
}

/** @throws RestError PARAMS_ERROR, ACCESS_DENIED */
function remove(call: Call): { result: boolean } {
  const { params, portal } = call
  const [id, tag, subTag] = [integerOf(params.ID) ?? 0, textOf(params.TAG), textOf(params.SUB_TAG)]
  if (id <= 0 && tag === '' && subTag === '')
    throw new RestError(400, 'PARAMS_ERROR', 'Incorrect params')
  if (id > 0)
    return { result: portal.work.notifications.removeWhere(notice => notice.id === id && notice.userId === call.caller.userId) > 0 }
  const appId = ownerApp(call)
  if (appId === null)
    throw new RestError(400, 'ACCESS_DENIED', 'Access denied! Client ID not specified')
  return { result: portal.work.notifications.removeWhere(notice => notice.appId === appId && (tag !== '' ? notice.tag === tag : notice.subTag === subTag)) > 0 }
}

/** `ONLY_CURRENT` other than Y means the named one and everything newer. */
function read(call: Call): { result: boolean } {
  const { params, portal, caller } = call
  const id = integerOf(params.ID)
  if (id === undefined || id < 0)
    return { result: false }
  const isOnly = textOf(params.ONLY_CURRENT).toUpperCase() === 'Y'
  const ids = portal.work.notifications.of(caller.userId).map(notice => notice.id).filter(one => isOnly ? one === id : one >= id)
  portal.work.notifications.markRead(caller.userId, ids, textOf(params.ACTION).toUpperCase() !== 'N')
  return { result: true }
}

function readList(call: Call): { result: boolean } {
  const { params, portal, caller } = call
  if (!Array.isArray(params.IDS))
    throw new RestError(400, 'PARAMS_ERROR', 'No IDS param or it is not an array')
  const ids = integersOf(params.IDS)
  const end = ids.findIndex(id => id <= 0)
  portal.work.notifications.markRead(caller.userId, end < 0 ? ids : ids.slice(0, end), textOf(params.ACTION).toUpperCase() !== 'N')
  return { result: true }
}

/** The bell: `im.notify.*`. */
export const notifyMethods: Method[] = [
  method({ name: 'im.notify', run: call => add(call, textOf(call.params.TYPE).toUpperCase() === 'SYSTEM' ? 'system' : 'personal') }),
  method({ name: 'im.notify.personal.add', run: call => add(call, 'personal') }),
  method({ name: 'im.notify.system.add', run: call => add(call, 'system') }),
  method({ name: 'im.notify.delete', run: remove }),
  method({ name: 'im.notify.read', run: read }),
  method({ name: 'im.notify.read.list', run: readList }),
  method({
    name: 'im.notify.read.all',
    run({ portal, caller }) {
      portal.work.notifications.markRead(caller.userId, 'all', true)
      return { result: { result: true, newCounter: 0 } }
    },
  }),
]
