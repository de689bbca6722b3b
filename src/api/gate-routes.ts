import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { GateActor } from '../gate/gate-actor.ts'
import type { GateStateDeps } from '../gate/gate-state.ts'
import type { ItemApiDeps } from './api-deps.ts'
import { z } from 'zod'
import { pauseGateSchema } from '../contracts/api/gate.schema.ts'
import { grantPassSchema, ledgerQuerySchema } from '../contracts/api/ledger.schema.ts'
import { pauseGate, readGateState } from '../gate/gate-state.ts'
import { grantPass } from '../gate/grant-pass.ts'
import { listLedger } from '../gate/list-ledger.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { actorOf } from './api-deps.ts'

/** What the routes of the gate stand on. */
export type GateApiDeps = GateStateDeps & Pick<ItemApiDeps, 'wake'>

const breachParamsSchema = z.object({ breachId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** The bypass ledger, passes, and the gate's state with its pause button. Rights are checked where the rows are read or written. */
export function registerGate(app: FastifyInstance, deps: GateApiDeps): void {
  async function enter(request: FastifyRequest): Promise<{ portalId: number, actor: GateActor }> {
    const session = sessionOf(request)
    return { portalId: session.portalId, actor: await actorOf(deps, session) }
  }

  app.get('/api/ledger', async (request) => {
    const query = parseInput(ledgerQuerySchema, request.query)
    const { portalId, actor } = await enter(request)
    return listLedger(deps, portalId, actor, query)
  })

  app.post('/api/ledger/:breachId/pass', async (request) => {
    const { breachId } = parseInput(breachParamsSchema, request.params)
    const { reason } = parseInput(grantPassSchema, request.body)
    const { portalId, actor } = await enter(request)
    const row = await grantPass(deps, portalId, actor, { breachId, reason })
    deps.wake(portalId)
    return row
  })

  app.get('/api/gate', async (request) => {
    const { portalId, actor } = await enter(request)
    return readGateState(deps, portalId, actor)
  })

  app.post('/api/gate/pause', async (request) => {
    const wish = parseInput(pauseGateSchema, request.body)
    const { portalId, actor } = await enter(request)
    const state = await pauseGate(deps, portalId, actor, wish)
    deps.wake(portalId)
    return state
  })
}
