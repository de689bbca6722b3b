import type { BatchRow } from './portal-client.ts'

/** A message to one employee. The same `tag` replaces the older one, so that a repeat is not a flood. */
export interface Notice {
  userId: number
  /** BB codes allowed; links into the application as `/marketplace/view/<code>/?params[...]`. */
  message: string
  /** For e-mail and push: no markup. */
  plainMessage: string
  tag: string
}

/** A batch row that tells one employee something in the application's name. */
export function noticeRow(key: string, notice: Notice): BatchRow {
  return {
    key,
    method: 'im.notify.system.add',
    params: { USER_ID: notice.userId, MESSAGE: notice.message, MESSAGE_OUT: notice.plainMessage, TAG: notice.tag },
  }
}
