import type { FastifyInstance } from 'fastify'
import type { Home } from '../contracts/api/home.schema.ts'
import type { FeedbackDeps } from '../feedback/feedback-ports.ts'
import type { GateStateDeps } from '../gate/gate-state.ts'
import { pagesOf } from '../domain/pages.ts'
import { hasGrant } from '../domain/rights.ts'
import { readWaiting } from '../feedback/read-waiting.ts'
import { readGateState } from '../gate/gate-state.ts'
import { sessionOf } from '../http/session-guard.ts'
import { countDesks } from '../review/count-desks.ts'
import { actorOf } from './api-deps.ts'

/** What the first page stands on. */
export type HomeApiDeps = FeedbackDeps & GateStateDeps

/** States of an installer's step after which nothing is left to do. */
const OVER = ['done', 'skipped']

/** The first page: what fits the viewer's roles. */
export function registerHome(app: FastifyInstance, deps: HomeApiDeps): void {
  app.get('/api/home', async (request): Promise<Home> => {
    const { portalId } = sessionOf(request)
    const actor = await actorOf(deps, sessionOf(request))
    const [waiting, reviews, gate, setup] = await Promise.all([
      readWaiting(deps, portalId, actor),
      countDesks(deps, portalId, actor),
      hasGrant(actor.roles, 'item_facts') || hasGrant(actor.roles, 'pause_gate') ? readGateState(deps, portalId, actor) : null,
      hasGrant(actor.roles, 'edit_people') ? readSetup(deps, portalId) : null,
    ])
    return { roles: [...actor.roles], ...waiting, reviews, gate: actor.roles.every(role => role === 'rep') ? null : gate, setup, pages: pagesOf(actor.roles) }
  })
}

async function readSetup({ store }: HomeApiDeps, portalId: number): Promise<Home['setup']> {
  const [portal, firstInForceAt] = [await store.portals.get(portalId), await store.treaties.firstInForceAt(portalId)]
  const steps = Object.values(portal?.installState ?? {})
  return {
    installed: portal?.status === 'active',
    stepsLeft: steps.filter(step => typeof step === 'object' && step !== null && 'state' in step && !OVER.includes(String(step.state))).length,
    treatySigned: firstInForceAt !== null,
  }
}
