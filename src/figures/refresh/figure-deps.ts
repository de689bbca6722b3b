import type { ItemRef } from '../../domain/item-ref.ts'
import type { StoreScope } from '../../store/store.ts'
import type { TreatyLookup } from '../../treaty/treaty-lookup.ts'
import type { Decisions } from '../facts/figure-rules.ts'

/** What figures stand on. */
export interface FigureDeps {
  readonly store: StoreScope
  readonly treaties: Pick<TreatyLookup, 'signed' | 'asked'>
  readonly now: () => number
  /** Reviews and rulings by `entityTypeId:itemId`, read inside the given scope; absent = there are none yet. */
  readonly readDecisions?: (store: StoreScope, portalId: number, refs: readonly ItemRef[]) => Promise<ReadonlyMap<string, Decisions>>
}

/**
 * Told by whoever changes raw rows about an item (mirror, moves, feedback, reviews, rulings): its days, old and new, are worked out
 * again. A deal stands for its lead too.
 */
export type MarkDirtyDays = (portalId: number, refs: readonly ItemRef[]) => Promise<void>

/** The marks as the store keeps them. */
export function createMarkDirtyDays({ store }: Pick<FigureDeps, 'store'>): MarkDirtyDays {
  return (portalId, refs) => store.figureFacts.mark(portalId, refs)
}
