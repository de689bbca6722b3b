import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Removed } from '../contracts/api/personal-data.schema.ts'
import type { HealthActor } from '../portals/health-rights.ts'
import type { PersonDataDeps } from '../portals/person-data.ts'
import type { RemovalDeps } from '../portals/remove-data.ts'
import { personParamsSchema, removeDataSchema } from '../contracts/api/personal-data.schema.ts'
import { requireFreshProof } from '../http/fresh-session.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { erasePerson, exportPerson } from '../portals/person-data.ts'
import { removePortalData } from '../portals/remove-data.ts'

/** Removal of a portal's data, and the data of one employee. Rights are checked where rows are read or deleted. */
export function registerPersonalData(app: FastifyInstance, deps: PersonDataDeps & RemovalDeps): void {
  app.get('/api/portal/people/:userId/data', async (request, reply) => {
    const { userId } = parseInput(personParamsSchema, request.params)
    const { portalId, actor } = enter(request, deps)
    const data = await exportPerson(deps, portalId, actor, userId)
    return reply.type('application/json').header('content-disposition', `attachment; filename*=UTF-8''employee-${userId}.json`).send(JSON.stringify(data, null, 2))
  })

  app.post('/api/portal/people/:userId/erasure', async (request, reply) => {
    const { userId } = parseInput(personParamsSchema, request.params)
    const { portalId, actor } = enter(request, deps)
    await erasePerson(deps, portalId, actor, userId)
    return reply.send({ userId })
  })

  app.post('/api/portal/removal', async (request): Promise<Removed> => {
    const { domain } = parseInput(removeDataSchema, request.body)
    const { portalId, actor } = enter(request, deps)
    await removePortalData(deps, portalId, actor, domain)
    return { removed: true }
  })
}

/** What cannot be taken back needs the portal's word of these minutes about who asks. */
function enter(request: FastifyRequest, { now }: RemovalDeps): { portalId: number, actor: HealthActor } {
  const session = sessionOf(request)
  requireFreshProof(session, now())
  return { portalId: session.portalId, actor: { userId: session.userId, roles: session.roles, language: session.language } }
}
