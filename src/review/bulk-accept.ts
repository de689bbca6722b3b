import type { BulkAccept, BulkAcceptAnswer } from '../contracts/api/review-decisions.schema.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { HEARD_SECONDS } from '../domain/review.ts'
import { HttpError } from '../http/http-error.ts'
import { refusal } from '../treaty/refusal.ts'
import { tryAct } from './act-on-review.ts'

/**
 * Accepts many at once, each by itself: what the actor has not played, or what changed meanwhile, is named and left alone. Heard is what
 * the server was told while it played, not what the page says now.
 */
export async function bulkAccept(deps: ReviewDeps, portalId: number, actor: ReviewActor, { reviews, clientKey }: BulkAccept): Promise<BulkAcceptAnswer> {
  const heard = await deps.store.reviews.heardBy(portalId, actor.userId, reviews.map(({ reviewId }) => reviewId))
  const refused: BulkAcceptAnswer['refused'] = []
  const acceptedIds: number[] = []
  for (const { reviewId, revision } of reviews) {
    try {
      const calls = heard.filter(call => call.reviewId === reviewId)
      if (!calls.some(call => call.seconds >= HEARD_SECONDS))
        throw refusal('not_heard', actor.language)
      await tryAct(deps, portalId, actor, reviewId, { wish: 'accept', decision: { revision, clientKey, route: 'bulk' }, plan: async () => ({ kind: 'accepted', heard: calls.map(({ callId, seconds }) => ({ callId, seconds })) }) })
      acceptedIds.push(reviewId)
    }
    catch (error) {
      if (!(error instanceof HttpError))
        throw error
      refused.push({ reviewId, code: error.code, message: error.message })
    }
  }
  const standings = await deps.store.reviews.standings(portalId, acceptedIds)
  // The cast: states are written by this room only.
  return { accepted: standings.map(({ reviewId, revision, state }) => ({ reviewId, revision, state: state as BulkAcceptAnswer['accepted'][number]['state'] })), refused }
}
