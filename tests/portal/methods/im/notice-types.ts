import type { Method } from '../../rest/method.ts'
import type { Notification } from '../../work/notifications.ts'
import { method } from '../../rest/method.ts'

/** Kinds of notices this portal sends or lets people set, by module: names in Russian and English. */
const modules = {
  rest: { name: ['Приложения', 'Applications'], types: { rest_notify: ['Уведомления приложений', 'Application notifications'] } },
  calendar: { name: ['Календарь', 'Calendar'], types: { invite: ['Приглашения на встречи', 'Meeting invitations'] } },
  tasks: { name: ['Задачи', 'Tasks'], types: { task_update: ['Изменения задач', 'Task updates'] } },
} as const

/** `<module>|<event>` of a notice. */
export function typeOf(notice: Notification): string {
  return notice.meetingId === undefined ? 'rest|rest_notify' : 'calendar|invite'
}

/** Which notices there are: `im.notify.schema.get`. */
export const schemaMethod: Method = method({
  name: 'im.notify.schema.get',
  run({ portal, caller }) {
    const at = (portal.people.get(caller.userId)?.language ?? portal.settings.language) === 'ru' ? 0 : 1
    const result = Object.entries(modules).map(([id, { name, types }]) => [id, {
      NAME: name[at],
      MODULE_ID: id,
      LIST: Object.entries<readonly [string, string]>(types).map(([event, words]) => ({ ID: `${id}|${event}`, NAME: words[at] })),
    }])
    return { result: Object.fromEntries(result) }
  },
})
