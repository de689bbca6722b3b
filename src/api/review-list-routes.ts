import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ReviewActor, ReviewDeps } from '../review/review-ports.ts'
import { z } from 'zod'
import { calibrationParamsSchema, judgeCalibrationSchema } from '../contracts/api/calibration.schema.ts'
import { addMarketingChangeSchema, marketingChangesQuerySchema, reviewSignalsQuerySchema } from '../contracts/api/review-lists.schema.ts'
import { reviewPreferencesSchema } from '../contracts/api/review-preferences.schema.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { judgeLead, readCalibration, readCalibrations } from '../review/calibration.ts'
import { addChange, readChanges } from '../review/marketing-changes.ts'
import { readAuditWeek, readAuditWeeks } from '../review/read-audit.ts'
import { readOverdue } from '../review/read-overdue.ts'
import { readSignals } from '../review/read-signals.ts'
import { keepReviewPreferences, readReviewPreferences } from '../review/review-preferences.ts'
import { actorOf } from './api-deps.ts'

const weekParamsSchema = z.object({ week: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) })

/** Lists around reviews: what was last looked at, overdue, what marketing changed, seeds of the sample, questions, blind calibration. */
export function registerReviewLists(app: FastifyInstance, deps: ReviewDeps): void {
  const enter = async (request: FastifyRequest): Promise<{ portalId: number, actor: ReviewActor }> => {
    const session = sessionOf(request)
    return { portalId: session.portalId, actor: await actorOf(deps, session) }
  }

  app.get('/api/reviews/overdue', async (request) => {
    const { portalId, actor } = await enter(request)
    return readOverdue(deps, portalId, actor)
  })

  app.get('/api/reviews/changes', async (request) => {
    const query = parseInput(marketingChangesQuerySchema, request.query)
    const { portalId, actor } = await enter(request)
    return readChanges(deps, portalId, actor, query)
  })

  app.post('/api/reviews/changes', async (request) => {
    const change = parseInput(addMarketingChangeSchema, request.body)
    const { portalId, actor } = await enter(request)
    return addChange(deps, portalId, actor, change)
  })

  app.get('/api/reviews/audit', async (request) => {
    const { portalId, actor } = await enter(request)
    return readAuditWeeks(deps, portalId, actor)
  })

  app.get('/api/reviews/audit/:week', async (request) => {
    const { week } = parseInput(weekParamsSchema, request.params)
    const { portalId, actor } = await enter(request)
    return readAuditWeek(deps, portalId, actor, week)
  })

  app.get('/api/reviews/preferences', async (request) => {
    const { portalId, actor } = await enter(request)
    return readReviewPreferences(deps.store, portalId, actor)
  })

  app.put('/api/reviews/preferences', async (request) => {
    const preferences = parseInput(reviewPreferencesSchema, request.body)
    const { portalId, actor } = await enter(request)
    return keepReviewPreferences(deps.store, portalId, actor, preferences)
  })

  app.get('/api/reviews/signals', async (request) => {
    const query = parseInput(reviewSignalsQuerySchema, request.query)
    const { portalId, actor } = await enter(request)
    return readSignals(deps, portalId, actor, query)
  })

  app.get('/api/calibration', async (request) => {
    const { portalId, actor } = await enter(request)
    return readCalibrations(deps, portalId, actor)
  })

  app.get('/api/calibration/:setId', async (request) => {
    const { setId } = parseInput(calibrationParamsSchema, request.params)
    const { portalId, actor } = await enter(request)
    return readCalibration(deps, portalId, actor, setId)
  })

  app.post('/api/calibration/:setId/judgements', async (request) => {
    const { setId } = parseInput(calibrationParamsSchema, request.params)
    const judgement = parseInput(judgeCalibrationSchema, request.body)
    const { portalId, actor } = await enter(request)
    return judgeLead(deps, portalId, actor, setId, judgement)
  })
}
