import type { PortalClients } from './bitrix/portal-client.ts'
import type { ItemRef } from './domain/item-ref.ts'
import type { Store } from './store/store.ts'
import { itemKey } from './domain/item-ref.ts'
import { readSlice } from './mirror/read-slice.ts'
import { relinkedDeals } from './mirror/relinked-deals.ts'
import { storeSlice } from './mirror/store-slice.ts'

/** Reads an item whose card is open and that we have never seen; a portal without it leaves nothing behind. */
export function createEnsureKnown({ store, clients, now }: { store: Store, clients: PortalClients, now: () => number }): (portalId: number, ref: ItemRef) => Promise<void> {
  const reading = new Map<string, Promise<void>>()
  async function read(portalId: number, ref: ItemRef): Promise<void> {
    if (await store.items.get(portalId, ref))
      return
    const slice = await readSlice(clients.forPortal(portalId), { refs: [ref], knownHistoryId: () => 0, now: now() }, { lane: 'people' })
    // A deal that moved to another lead is left to the sync, which follows the merge.
    for (const { deal } of await relinkedDeals(store, portalId, slice))
      slice.items.delete(itemKey(deal))
    await storeSlice(store, portalId, slice)
    await store.dirty.mark(portalId, [{ ...ref, lane: 'live', seenAt: now(), evidence: { events: ['CARD'] } }])
  }
  return (portalId, ref) => {
    const key = `${portalId}/${itemKey(ref)}`
    const running = reading.get(key) ?? read(portalId, ref).finally(() => reading.delete(key))
    reading.set(key, running)
    return running
  }
}
