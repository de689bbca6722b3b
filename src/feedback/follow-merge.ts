import type { ItemRef } from '../domain/item-ref.ts'
import type { StoreScope } from '../store/store.ts'

/** A lead that went into another one when duplicates were joined. */
export interface Merge {
  readonly gone: ItemRef
  readonly survivor: ItemRef
  /** ms since the epoch. */
  readonly at: number
}

/**
 * Moves the verdict of a duplicate to the lead that stays, unless that one has a verdict of its own: two people judged two leads, and
 * the one that stays keeps what was said about it. The history of the duplicate stays where it is; it is gone by merging.
 */
export async function followMerge(store: StoreScope, portalId: number, { gone, survivor, at }: Merge): Promise<void> {
  await store.transaction(async (within) => {
    const latest = await within.feedback.latestOf(portalId, [gone, survivor])
    const own = latest.find(entry => entry.itemId === survivor.itemId)
    const brought = latest.find(entry => entry.itemId === gone.itemId)
    if (!own && brought) {
      const { feedbackId, ...entry } = brought
      await within.feedback.append(portalId, { ...entry, ...survivor, evidence: { ...entry.evidence, mergedFrom: gone.itemId }, dedupeKey: `merge:${gone.entityTypeId}:${gone.itemId}:${feedbackId}` })
    }
    await within.items.markGone(portalId, [gone], { cause: 'merged', at })
    await within.audit.write(portalId, { at, actorId: null, action: 'lead.merged', subject: `lead:${gone.itemId}`, detail: { survivor: survivor.itemId, verdictMoved: !own && brought !== undefined }, ipHash: null })
  })
}
