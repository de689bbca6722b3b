import type { Route } from '../../http/route.ts'
import type { View } from '../view.ts'
import { fingerprint } from '../block.ts'
import { entityOf } from '../card/entity.ts'
import { dataRoute } from '../view.ts'
import { unreadCount } from './unread-count.ts'

/** What pages ask every two seconds: has anything I show changed? */
export const pulseRoutes: Route[] = [dataRoute('/_host/pulse', pulse)]

function pulse(view: View): { print: string, unread: number } {
  const query = view.exchange.url.searchParams
  const [slug, id] = (query.get('card') ?? '').split(':')
  const board = query.get('board')
  const parts = [
    view.portal.work.notifications.messages().length,
    slug && id ? cardPrint(view, slug, Number(id)) : '',
    board === null ? '' : boardPrint(view, board, (query.get('ids') ?? '').split(',').map(Number)),
  ]
  return { print: fingerprint(parts.join('|')), unread: unreadCount(view) }
}

function cardPrint(view: View, slug: string, id: number): string {
  const { crm, work, apps } = view.portal
  const entityTypeId = entityOf(slug)
  const owner = { entityTypeId, entityId: id }
  return JSON.stringify([
    crm.get(entityTypeId, id)?.updatedTime,
    crm.get(entityTypeId, id)?.stageId,
    crm.count(2),
    work.activities.ofOwner(owner).map(one => [one.id, one.updatedAt, one.completed, one.fileIds.length]),
    work.timeline.commentsOf(owner).length,
    work.timeline.logMessagesOf(owner).length,
    crm.userFields(entityTypeId).length,
    apps.placements().length,
  ])
}

function boardPrint(view: View, slug: string, ids: number[]): string {
  const { crm, work } = view.portal
  const entityTypeId = entityOf(slug)
  return JSON.stringify([
    crm.count(entityTypeId),
    crm.history(entityTypeId).rows.length,
    ids.map(entityId => [crm.get(entityTypeId, entityId)?.updatedTime, work.activities.badgeCodesOf({ entityTypeId, entityId })]),
  ])
}
