import type { ItemRef } from '../domain/item-ref.ts'
import type { Viewer } from '../domain/rights.ts'
import type { Language } from '../domain/words.ts'
import type { StoreScope } from '../store/store.ts'
import type { TreatyLookup } from '../treaty/treaty-lookup.ts'

/** Who reviews, answers, rules or looks. */
export interface ReviewActor extends Viewer {
  readonly language: Language
}

/** What the use cases of this room stand on. */
export interface ReviewDeps {
  readonly store: StoreScope
  readonly treaties: Pick<TreatyLookup, 'asked' | 'inForce' | 'signed'>
  readonly now: () => number
}

/** Port: the longest talk with an item's client in seconds, by `itemKey`; items without a talk are left out. Implemented by `src/calls`. */
export type ReadTalks = (portalId: number, refs: readonly ItemRef[]) => Promise<ReadonlyMap<string, number>>
