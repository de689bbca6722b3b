import type { ItemRef } from '../domain/item-ref.ts'
import type { ReviewCase } from '../domain/review-decisions.ts'
import type { ReviewAct, ReviewChoice } from '../domain/review.ts'
import type { FeedbackEntry } from '../store/feedback.ts'
import type { StoredAct, StoredReview } from '../store/reviews.ts'
import type { StoreScope } from '../store/store.ts'
import type { Decisions } from './feedback-ports.ts'
import { itemKey } from '../domain/item-ref.ts'
import { decisionsOf } from '../domain/review-decisions.ts'
import { NO_DECISIONS } from './feedback-ports.ts'

type Stores = Pick<StoreScope, 'reviews' | 'feedback'>

/** What reviews and rulings have said about one item. */
export async function readDecisions(store: Stores, portalId: number, item: ItemRef, now: number): Promise<Decisions> {
  return (await readManyDecisions(store, portalId, [item], now)).get(itemKey(item)) ?? NO_DECISIONS
}

/** The same for many, by `itemKey`; items nobody reviewed are left out. */
export async function readManyDecisions(store: Stores, portalId: number, items: readonly ItemRef[], now: number): Promise<ReadonlyMap<string, Decisions>> {
  const cases = await readCases(store, portalId, items)
  const keys = new Set(cases.map(({ choice }) => itemKey(choice.item)))
  const latest = latestComplete(await store.feedback.ofItems(portalId, items.filter(item => keys.has(itemKey(item)))))
  return new Map([...keys].map(key => [key, decisionsOf(cases.filter(({ choice }) => itemKey(choice.item) === key), latest.get(key) ?? null, now)]))
}

/** Reviews of items with their histories, oldest first. */
export async function readCases(store: Pick<StoreScope, 'reviews'>, portalId: number, items: readonly ItemRef[]): Promise<ReviewCase[]> {
  const reviews = await store.reviews.ofItems(portalId, [...items])
  return joinActs(reviews, await store.reviews.actsOf(portalId, reviews.map(({ reviewId }) => reviewId)))
}

/** Joins reviews and their acts. */
export function joinActs(reviews: readonly StoredReview[], acts: readonly StoredAct[]): ReviewCase[] {
  return reviews.map(review => ({ choice: toChoice(review), acts: acts.filter(({ reviewId }) => reviewId === review.reviewId).map(toAct) }))
}

function toChoice({ entityTypeId, itemId, label, ...review }: StoredReview): ReviewChoice {
  // The cast: labels are written by the review room only, from verdicts.
  return { ...review, item: { entityTypeId, itemId }, label: label as ReviewChoice['label'] }
}

function toAct({ reviewId: _review, recordedAt: _recorded, clientKey: _key, kind, route, label, ...act }: StoredAct): ReviewAct {
  // The casts: kinds, routes and labels are written by the review room only.
  return { ...act, kind: kind as ReviewAct['kind'], route: route as ReviewAct['route'], label: label as ReviewAct['label'] }
}

/** Oldest first come the rows of each item. */
function latestComplete(rows: readonly FeedbackEntry[]): Map<string, number> {
  return new Map(rows.filter(row => row.kind === 'verdict' && row.complete && row.label !== null).map(row => [itemKey(row), row.feedbackId]))
}
