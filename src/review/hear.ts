import type { HeardCall } from '../domain/review.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { mayWithItem } from '../domain/rights.ts'
import { refusal } from '../treaty/refusal.ts'

/**
 * Keeps what somebody has played of an item in review.
 * @throws HttpError `review_unknown` 404, `no_right` 403 (with an audit row)
 */
export async function hearReview({ store, now }: ReviewDeps, portalId: number, actor: ReviewActor, reviewId: number, calls: readonly HeardCall[]): Promise<void> {
  const review = await store.reviews.get(portalId, reviewId)
  const item = review && await store.items.get(portalId, review)
  if (!review || !item)
    throw refusal('review_unknown', actor.language)
  if (!mayWithItem(actor, 'recording', { assignedBy: item.assignedBy, inReview: true })) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: `review:${reviewId}`, detail: { wish: 'hear' }, ipHash: null })
    throw refusal('no_right', actor.language)
  }
  const longest = new Map<string, number>()
  for (const { callId, seconds } of calls)
    longest.set(callId, Math.max(seconds, longest.get(callId) ?? 0))
  await store.reviews.hear(portalId, [...longest].map(([callId, seconds]) => ({ reviewId, userId: actor.userId, callId, seconds, at: now() })))
}
