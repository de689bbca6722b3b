import type { ItemRef } from '../src/domain/item-ref.ts'
import type { EventHandler } from './event-handler.ts'
import type { EventOf } from './ports.ts'
import { DEAL, LEAD } from '../src/domain/item-ref.ts'

/** Somebody pressed a link in our timeline record: look at the item, and let the click prove itself. */
export const timelineClicked: EventHandler<'timeline_click'> = async (event, { portalId, mark, ports }) => {
  const item = itemOf(event)
  const claimed = event.claimedUserId === null ? [] : [event.claimedUserId]
  await Promise.all([
    item === null ? undefined : mark(item, { evidence: { claimedUserIds: claimed } }),
    ports.timelineClick.clicked({ portalId, event, item }),
  ])
}

function itemOf({ entityTypeId, itemId }: EventOf<'timeline_click'>): ItemRef | null {
  if (itemId === null || entityTypeId === null)
    return null
  return { entityTypeId: entityTypeId === DEAL ? DEAL : LEAD, itemId }
}
