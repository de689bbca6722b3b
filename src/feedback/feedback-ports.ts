import type { FieldValue } from '../domain/criterion-answer.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { ReviewDecisions } from '../domain/review-decisions.ts'
import type { Viewer } from '../domain/rights.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Language } from '../domain/words.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { TreatyLookup } from '../treaty/treaty-lookup.ts'

/** What was decided about an item's verdict after it was given. */
export type Decisions = ReviewDecisions

/** Port: rulings and reviews of an item, as `readDecisions` of this room finds them; without it nothing has been decided. */
export type ReadDecisions = (store: StoreScope, portalId: number, item: ItemRef) => Promise<Decisions>

/**
 * Port: a new verdict meets the reviews of its item and may be chosen for one. Implemented by `src/review`; called in the transaction
 * that appended the feedback. Answers what the native review field must show, null = empty; undefined = nothing of it is known.
 */
export type ReviewFeedback = (store: StoreScope, portalId: number, given: { readonly entry: FeedbackEntry, readonly item: Item, readonly document: TreatyDocument }) => Promise<string | null | undefined>

/** Port: values of named CRM fields of one item, read live and never stored; null when the portal does not answer in time. */
export type ReadBoundFields = (portalId: number, item: ItemRef, fieldNames: readonly string[]) => Promise<Readonly<Record<string, FieldValue>> | null>

/** Who gives or reads feedback. */
export interface FeedbackActor extends Viewer {
  readonly language: Language
}

/** What the use cases of this room stand on. */
export interface FeedbackDeps {
  readonly store: StoreScope
  readonly treaties: Pick<TreatyLookup, 'asked' | 'inForce' | 'signed'>
  readonly now: () => number
  readonly readBoundFields: ReadBoundFields
  /** @default nothing was decided */
  readonly readDecisions?: ReadDecisions
  /** @default nothing is reviewed */
  readonly reviewFeedback?: ReviewFeedback
}

/** The answer while nobody reviews anything. */
export const NO_DECISIONS: Decisions = { rulings: [], silences: [], state: 'none', settledAt: null }
