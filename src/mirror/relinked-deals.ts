import type { ItemRef } from '../domain/item-ref.ts'
import type { StoreScope } from '../store/store.ts'
import type { SliceRead } from './slice-read.ts'
import { DEAL, itemKey } from '../domain/item-ref.ts'

/** A deal that names another lead than the mirror knows: no page of the portal changes that, merging two leads does. */
export interface RelinkedDeal {
  deal: ItemRef
  fromLeadId: number
  toLeadId: number
}

/** Deals of a slice whose lead is another one than it was. Ask before the slice is stored: the mirror then forgets the old link. */
export async function relinkedDeals(store: Pick<StoreScope, 'items'>, portalId: number, read: Pick<SliceRead, 'items'>): Promise<RelinkedDeal[]> {
  const deals = [...read.items.values()].filter(item => item.entityTypeId === DEAL && item.leadId !== null)
  const known = new Map((await store.items.getMany(portalId, deals)).map(item => [itemKey(item), item.leadId]))
  return deals.flatMap(({ entityTypeId, itemId, leadId: toLeadId }) => {
    const fromLeadId = known.get(itemKey({ entityTypeId, itemId })) ?? null
    return fromLeadId === null || toLeadId === null || fromLeadId === toLeadId ? [] : [{ deal: { entityTypeId, itemId }, fromLeadId, toLeadId }]
  })
}
