import type { Portal } from '../portal.ts'
import type { ChatMessage, Notification, Notifications } from './notifications.ts'

/** An empty bell and an empty messenger; both number their rows together. */
export function createNotifications(portal: () => Portal): Notifications {
  let notices: Notification[] = []
  const messages: ChatMessage[] = []
  let lastId = 0
  return {
    of: userId => notices.filter(notice => notice.userId === userId).reverse(),
    get: id => notices.find(notice => notice.id === id),
    add(notice) {
      lastId += 1
      if (notice.tag !== '')
        notices = notices.filter(one => one.tag !== notice.tag || one.userId !== notice.userId || one.appId !== notice.appId)
      const added = { ...notice, id: lastId, createdAt: portal().clock.now(), isRead: false }
      notices.push(added)
      return added
    },
    removeWhere(matches) {
      const before = notices.length
      notices = notices.filter(notice => !matches(notice))
      return before - notices.length
    },
    markRead(userId, ids, isRead) {
      for (const notice of notices) {
        if (notice.userId === userId && (ids === 'all' || ids.includes(notice.id)))
          notice.isRead = isRead
      }
    },
    messages: dialogId => dialogId === undefined ? [...messages] : messages.filter(message => message.dialogId === dialogId),
    addMessage(message) {
      lastId += 1
      const added = { ...message, id: lastId, createdAt: portal().clock.now() }
      messages.push(added)
      return added
    },
  }
}
