import type { JoinedReads } from '../bitrix/joined-reads.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { StoreScope } from '../store/store.ts'
import { PortalCallError } from '../bitrix/portal-errors.ts'
import { itemKey } from '../domain/item-ref.ts'

/** Brings the number of calls made to an item's client up to date. Never fails: without the portal the last known number stays. */
export type CountCalls = (portalId: number, ref: ItemRef) => Promise<void>

/** A card must not wait for a number it can do without. */
const WAIT_MS = 1200
/** The same card is opened, saved and opened again: one count serves for a moment. */
const KEEP_MS = 20_000
const KEEP_ITEMS = 5000

/**
 * Counts outgoing calls in the CRM's own activities, for items that still want a verdict: "still trying" and "no answer" stand on
 * them. The portal tells nobody when a call is made without a change of the item, so the number is asked when it is needed.
 * @see bitrix24 docs, crm.activity.list: TYPE_ID 2 is a call, DIRECTION 2 an outgoing one
 */
export function createCallCounter({ store, reads, now }: { store: Pick<StoreScope, 'items' | 'feedback'>, reads: JoinedReads, now: () => number }): CountCalls {
  const countedAt = new Map<string, number>()

  async function count(portalId: number, ref: ItemRef): Promise<void> {
    const item = await store.items.get(portalId, ref)
    const isJudged = (await store.feedback.ofItem(portalId, ref)).some(entry => entry.complete)
    if (!item || item.deletedAt !== null || isJudged)
      return
    const filter = { OWNER_TYPE_ID: ref.entityTypeId, OWNER_ID: ref.itemId, TYPE_ID: 2, DIRECTION: 2 }
    const { total } = await reads.read(portalId, { method: 'crm.activity.list', params: { filter, select: ['ID'], start: 0 } })
    if (total !== null && total !== item.callsMade)
      await store.items.setCalls(portalId, ref, total)
  }

  return async (portalId, ref) => {
    const key = `${portalId}/${itemKey(ref)}`
    if (now() - (countedAt.get(key) ?? 0) < KEEP_MS)
      return
    if (countedAt.size >= KEEP_ITEMS)
      countedAt.clear()
    countedAt.set(key, now())
    const counting = count(portalId, ref).catch((error: unknown) => {
      countedAt.delete(key)
      // The number known so far stays true as of its time; faults of our own are not hidden.
      if (!(error instanceof PortalCallError))
        throw error
    })
    await inTime(counting)
  }
}

async function inTime(counting: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS)
  })
  await Promise.race([counting, late]).finally(() => clearTimeout(timer))
}
