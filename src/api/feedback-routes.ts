import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ItemRef } from '../domain/item-ref.ts'
import type { FeedbackActor } from '../feedback/feedback-ports.ts'
import type { ItemApiDeps } from './api-deps.ts'
import { giveFeedbackSchema, stillTryingSchema } from '../contracts/api/give-feedback.schema.ts'
import { itemParamsSchema } from '../contracts/item-ref.schema.ts'
import { readFeedbackForm, warmPrefill } from '../feedback/feedback-form.ts'
import { giveFeedback } from '../feedback/give-feedback.ts'
import { markStillTrying } from '../feedback/mark-still-trying.ts'
import { readCardState } from '../feedback/read-card-state.ts'
import { readThread } from '../feedback/read-thread.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { actorOf } from './api-deps.ts'

/** The card of a lead or deal: its state, its history, a verdict, "still trying". Rights are checked where the rows are read. */
export function registerFeedback(app: FastifyInstance, deps: ItemApiDeps): void {
  async function enter(request: FastifyRequest, isOpening = false): Promise<{ portalId: number, ref: ItemRef, actor: FeedbackActor }> {
    const ref = parseInput(itemParamsSchema, request.params)
    const session = sessionOf(request)
    await deps.ensureKnown(session.portalId, ref)
    await Promise.all([deps.countCalls(session.portalId, ref), isOpening && warmPrefill(deps, session.portalId, ref)])
    return { portalId: session.portalId, ref, actor: await actorOf(deps, session) }
  }

  app.get('/api/feedback-form', request => readFeedbackForm(deps, sessionOf(request).portalId, sessionOf(request).language))

  app.get('/api/items/:entityTypeId/:itemId/feedback', async (request) => {
    const { portalId, ref, actor } = await enter(request, true)
    return readCardState(deps, portalId, actor, ref)
  })

  app.get('/api/items/:entityTypeId/:itemId/thread', async (request) => {
    const { portalId, ref, actor } = await enter(request)
    return readThread(deps, portalId, actor, ref)
  })

  app.post('/api/items/:entityTypeId/:itemId/feedback', async (request) => {
    const feedback = parseInput(giveFeedbackSchema, request.body)
    const { portalId, ref, actor } = await enter(request)
    const state = await giveFeedback(deps, portalId, actor, { ref, feedback })
    deps.wake(portalId)
    return state
  })

  app.post('/api/items/:entityTypeId/:itemId/still-trying', async (request) => {
    const mark = parseInput(stillTryingSchema, request.body)
    const { portalId, ref, actor } = await enter(request)
    const state = await markStillTrying(deps, portalId, actor, { ref, mark })
    deps.wake(portalId)
    return state
  })
}
