import type { PortalUser } from '../../people/people.ts'
import type { Call, Method } from '../../rest/method.ts'
import type { Notification } from '../../work/notifications.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, textOf } from '../../work/input.ts'
import { isoTime } from '../../work/iso-time.ts'
import { typeOf } from './notice-types.ts'

/** Notices on one page. */
export const largestPage = 50
/** Notices have a chat of their own for each person. */
const chatOffset = 100_000
/** Kinds of notices: with buttons, from a person, from the system. */
const withButtons = 1
const fromPerson = 2
const fromSystem = 4

/** Buttons of an invitation. */
const buttons = JSON.stringify([{ TITLE: 'Accept', VALUE: 'Y', TYPE: 'accept' }, { TITLE: 'Decline', VALUE: 'N', TYPE: 'cancel' }])

function noticeRow(call: Call, notice: Notification): Record<string, unknown> {
  const app = notice.appId === null ? undefined : call.portal.apps.get(notice.appId)
  const [module = '', event = ''] = typeOf(notice).split('|')
  const marked = (tag: string): string => tag === '' || !app ? tag : `MP|${app.id}|${tag}`
  return {
    id: notice.id,
    chat_id: chatOffset + notice.userId,
    author_id: notice.authorId,
    date: isoTime(notice.createdAt, call.portal.settings.timeZone),
    notify_type: notice.meetingId !== undefined ? withButtons : notice.kind === 'personal' ? fromPerson : fromSystem,
    notify_module: module,
    notify_event: event,
    notify_tag: marked(notice.tag),
    notify_sub_tag: marked(notice.subTag),
    notify_title: '',
    setting_name: typeOf(notice),
    text: notice.text,
    notify_read: notice.isRead ? 'Y' : 'N',
    ...(notice.meetingId === undefined ? {} : { notify_buttons: buttons }),
    params: notice.attach === null ? null : { ATTACH: notice.attach },
  }
}

function authorRow(call: Call, user: PortalUser): Record<string, unknown> {
  const avatar = user.avatar ?? ''
  return {
    id: user.id,
    active: user.active,
    name: call.portal.people.fullName(user.id),
    first_name: user.name,
    last_name: user.lastName,
    work_position: user.position,
    color: '#1eb4aa',
    avatar,
    avatar_hr: avatar,
    gender: user.gender || 'M',
    birthday: '',
    extranet: user.extranet,
    network: false,
    bot: false,
    connector: false,
    external_auth_id: 'default',
    status: 'online',
    idle: false,
    last_activity_date: isoTime(user.updatedAt, call.portal.settings.timeZone),
    mobile_last_date: false,
    desktop_last_date: false,
    absent: false,
    departments: user.departmentIds,
    phones: false,
    bot_data: null,
    type: user.extranet ? 'extranet' : 'user',
    website: '',
    email: user.email,
  }
}

/** Notices with the people who sent them, as the bell and its search show them. */
export function noticePage(call: Call, page: Notification[]): { chat_id: number, notifications: unknown[], users: unknown[] } {
  const authors = [...new Set(page.map(notice => notice.authorId))].flatMap(id => call.portal.people.get(id) ?? [])
  return {
    chat_id: chatOffset + call.caller.userId,
    notifications: page.map(notice => noticeRow(call, notice)),
    users: authors.map(user => authorRow(call, user)),
  }
}

/** The caller's notices, newest first, older than `LAST_ID` on further pages. */
export const notifyGetMethod: Method = method({
  name: 'im.notify.get',
  run(call) {
    const { params, portal, caller } = call
    if ((params.LAST_ID === undefined) !== (params.LAST_TYPE === undefined))
      throw new RestError(400, 'LAST_ID_AND_LAST_TYPE', 'Parameters LAST_ID and LAST_TYPE should be used together.')
    const lastId = params.LAST_ID === undefined ? Number.POSITIVE_INFINITY : integerOf(params.LAST_ID)
    if (lastId === undefined)
      throw new RestError(400, 'LAST_ID_STRING', 'Last notification ID can\'t be string')
    const all = portal.work.notifications.of(caller.userId)
    const page = all.filter(notice => notice.id < lastId).slice(0, Math.min(largestPage, integerOf(textOf(params.LIMIT)) ?? largestPage))
    return { result: {
      total_count: all.length,
      total_unread_count: all.filter(notice => !notice.isRead).length,
      ...noticePage(call, page),
    } }
  },
})
