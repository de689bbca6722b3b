import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ReviewActor, ReviewDeps } from '../review/review-ports.ts'
import type { ItemApiDeps } from './api-deps.ts'
import { acceptReviewSchema, answerReviewSchema, appealReviewSchema, bulkAcceptSchema, disputeReviewSchema, heardReviewSchema, reviewParamsSchema, ruleReviewSchema, stanceReviewSchema, undoReviewSchema } from '../contracts/api/review-decisions.schema.ts'
import { reviewQueueQuerySchema } from '../contracts/api/review.schema.ts'
import { itemParamsSchema } from '../contracts/item-ref.schema.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { bulkAccept } from '../review/bulk-accept.ts'
import { acceptReview, answerReview, appealReview, disputeReview, ownerRuleReview, ruleReview, takeStance, undoReview } from '../review/decide.ts'
import { hearReview } from '../review/hear.ts'
import { readQueue } from '../review/read-queue.ts'
import { readItemReviews, readReview } from '../review/read-review.ts'
import { actorOf } from './api-deps.ts'

/** What the routes of reviews stand on. */
export type ReviewApiDeps = ReviewDeps & Pick<ItemApiDeps, 'wake'>

interface Asked {
  readonly portalId: number
  readonly actor: ReviewActor
  /** 0 where the address names no review. */
  readonly reviewId: number
}

/** Queues, one review, and every decision about it. Rights are checked where the rows are read or written. */
export function registerReviews(app: FastifyInstance, deps: ReviewApiDeps): void {
  const enter = async (request: FastifyRequest): Promise<Asked> => {
    const session = sessionOf(request)
    const { reviewId } = (request.params as { reviewId?: string }).reviewId === undefined ? { reviewId: 0 } : parseInput(reviewParamsSchema, request.params)
    return { portalId: session.portalId, actor: await actorOf(deps, session), reviewId }
  }

  /** A decision: body, then the use case; what it stored for the portal is written soon after. */
  function decision<Body>(path: string, parse: (body: unknown) => Body, work: (deps: ReviewDeps, portalId: number, actor: ReviewActor, reviewId: number, body: Body) => Promise<unknown>): void {
    app.post(`/api/reviews/:reviewId/${path}`, async (request) => {
      const body = parse(request.body)
      const { portalId, actor, reviewId } = await enter(request)
      const answer = await work(deps, portalId, actor, reviewId, body)
      deps.wake(portalId)
      return answer
    })
  }

  app.get('/api/reviews', async (request) => {
    const query = parseInput(reviewQueueQuerySchema, request.query)
    const { portalId, actor } = await enter(request)
    return readQueue(deps, portalId, actor, query)
  })

  app.get('/api/reviews/:reviewId', async (request) => {
    const { portalId, actor, reviewId } = await enter(request)
    return readReview(deps, portalId, actor, reviewId)
  })

  app.get('/api/items/:entityTypeId/:itemId/reviews', async (request) => {
    const ref = parseInput(itemParamsSchema, request.params)
    const { portalId, actor } = await enter(request)
    return readItemReviews(deps, portalId, actor, ref)
  })

  decision('accept', body => parseInput(acceptReviewSchema, body), acceptReview)
  decision('dispute', body => parseInput(disputeReviewSchema, body), disputeReview)
  decision('undo', body => parseInput(undoReviewSchema, body), undoReview)
  decision('answer', body => parseInput(answerReviewSchema, body), answerReview)
  decision('withdraw', body => ({ ...parseInput(stanceReviewSchema, body), wish: 'withdraw' as const }), takeStance)
  decision('insist', body => ({ ...parseInput(stanceReviewSchema, body), wish: 'insist' as const }), takeStance)
  decision('ruling', body => parseInput(ruleReviewSchema, body), ruleReview)
  decision('appeal', body => parseInput(appealReviewSchema, body), appealReview)
  decision('owner-ruling', body => parseInput(ruleReviewSchema, body), ownerRuleReview)

  app.post('/api/reviews/:reviewId/heard', async (request, reply) => {
    const { calls } = parseInput(heardReviewSchema, request.body)
    const { portalId, actor, reviewId } = await enter(request)
    await hearReview(deps, portalId, actor, reviewId, calls)
    return reply.status(204).send()
  })

  app.post('/api/reviews/bulk-accept', async (request) => {
    const wish = parseInput(bulkAcceptSchema, request.body)
    const { portalId, actor } = await enter(request)
    const answer = await bulkAccept(deps, portalId, actor, wish)
    deps.wake(portalId)
    return answer
  })
}
