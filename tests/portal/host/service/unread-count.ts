import type { View } from '../view.ts'

/** How many notifications a person has not read. */
export function unreadCount(view: Pick<View, 'portal' | 'user'>): number {
  return view.portal.work.notifications.of(view.user.id).filter(notice => !notice.isRead).length
}
