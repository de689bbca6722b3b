import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { GateStateDeps } from '../gate/gate-state.ts'
import type { CategoryFieldDeps } from '../portals/category-field.ts'
import type { HealthActor } from '../portals/health-rights.ts'
import type { StatusDeps } from '../portals/read-status.ts'
import { chooseCategoryFieldSchema } from '../contracts/api/category-field.schema.ts'
import { retryDeadLettersSchema } from '../contracts/api/dead-letters.schema.ts'
import { restLogQuerySchema } from '../contracts/api/rest-log.schema.ts'
import { readGateState } from '../gate/gate-state.ts'
import { lostWaitingStages } from '../gate/lost-waiting-stages.ts'
import { requireFreshProof } from '../http/fresh-session.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { chooseCategoryField, readCategoryField } from '../portals/category-field.ts'
import { listDeadLetters, retryDeadLetters } from '../portals/dead-letters.ts'
import { requireHealthGrant } from '../portals/health-rights.ts'
import { readPortalStatus } from '../portals/read-status.ts'
import { searchRestLog } from '../portals/search-rest-log.ts'
import { actorOf } from './api-deps.ts'

/** What the health page's addresses stand on. */
export type HealthApiDeps = GateStateDeps & Omit<StatusDeps, 'store'> & Pick<CategoryFieldDeps, 'clients'> & {
  /** Wakes the worker: something was taken up again. */
  readonly wake: (portalId: number) => void
}

/** The health of a portal for its administrators: status, dead letters, log of calls. Rights are checked where rows are read. */
export function registerPortalHealth(app: FastifyInstance, deps: HealthApiDeps): void {
  app.get('/api/portal/status', async (request) => {
    const { portalId, actor } = enter(request)
    requireHealthGrant(actor, 'see_health')
    const [gate, lostWaiting] = await Promise.all([readGateState(deps, portalId, await actorOf(deps, sessionOf(request))), lostWaitingStages(deps, portalId)])
    return readPortalStatus(deps, portalId, actor, { gate, lostWaiting })
  })

  app.get('/api/portal/dead-letters', async (request) => {
    const { portalId, actor } = enter(request)
    return { letters: await listDeadLetters(deps, portalId, actor) }
  })

  app.post('/api/portal/dead-letters/retry', async (request) => {
    const { refs } = parseInput(retryDeadLettersSchema, request.body)
    const { portalId, actor } = enter(request)
    requireFreshProof(sessionOf(request), deps.now())
    const taken = await retryDeadLetters(deps, portalId, actor, refs)
    deps.wake(portalId)
    return { taken, letters: await listDeadLetters(deps, portalId, actor) }
  })

  app.get('/api/portal/category-field', async (request) => {
    const { portalId, actor } = enter(request)
    return readCategoryField(deps, portalId, actor)
  })

  app.put('/api/portal/category-field', async (request) => {
    const { fieldName } = parseInput(chooseCategoryFieldSchema, request.body)
    const { portalId, actor } = enter(request)
    requireFreshProof(sessionOf(request), deps.now())
    return chooseCategoryField(deps, portalId, actor, fieldName)
  })

  app.get('/api/portal/rest-log', async (request) => {
    const query = parseInput(restLogQuerySchema, request.query)
    const { portalId, actor } = enter(request)
    return searchRestLog(deps.store, portalId, actor, query)
  })
}

function enter(request: FastifyRequest): { portalId: number, actor: HealthActor } {
  const { portalId, userId, roles, language } = sessionOf(request)
  return { portalId, actor: { userId, roles, language } }
}
