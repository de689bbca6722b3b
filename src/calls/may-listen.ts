import type { Viewer } from '../domain/rights.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import { LEAD } from '../domain/item-ref.ts'
import { mayWithItem } from '../domain/rights.ts'

/** Whether somebody may listen to the calls of an item. A review of the lead a deal came from opens the deal's calls too. @see product section 2 */
export async function mayListen(store: Pick<StoreScope, 'reviews'>, portalId: number, viewer: Viewer, item: Item): Promise<boolean> {
  if (mayWithItem(viewer, 'recording', item))
    return true
  if (!mayWithItem(viewer, 'recording', { ...item, inReview: true }))
    return false
  const refs = [item, ...(item.leadId === null ? [] : [{ entityTypeId: LEAD, itemId: item.leadId } as const])]
  return (await store.reviews.ofItems(portalId, refs)).length > 0
}
