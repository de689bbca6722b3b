import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { View } from '../view.ts'
import { clickTimelineAction } from '../../work/click-timeline-action.ts'
import { forbidden, notFound } from '../problem.ts'

/** A person pressed a `restEvent` button or link of a configurable record. @throws RestError 403, 404 */
export function clickRecord(view: View, input: Record<string, unknown>): void {
  const activity = view.portal.work.activities.get(Number(input.activityId))
  if (!activity)
    throw notFound()
  const owner = activity.ownerTypeId as EntityTypeId
  const item = view.portal.crm.get(owner, activity.ownerId)
  if (!item || !view.portal.crm.canRead(view.actor, owner, item))
    throw forbidden()
  if (!clickTimelineAction(view.portal, activity.id, String(input.id ?? ''), view.user.id))
    throw notFound()
}
