import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { BackfillProgress } from '../src/contracts/api/backfill.schema.ts'
import type { Session } from '../src/http/session.ts'
import type { RoleBook } from '../src/portals/people-roles.ts'
import type { Wizard } from './wizard.ts'
import { z } from 'zod'
import { runInstallStepSchema } from '../src/contracts/api/install.schema.ts'
import { putPeopleRolesSchema } from '../src/contracts/api/people.schema.ts'
import { hasGrant } from '../src/domain/rights.ts'
import { requireFreshProof } from '../src/http/fresh-session.ts'
import { HttpError } from '../src/http/http-error.ts'
import { parseInput } from '../src/http/parse-input.ts'
import { sessionOf } from '../src/http/session-guard.ts'

const stepParamsSchema = z.object({ code: z.string().max(40) })

/** What the installer's addresses stand on. */
interface InstallDeps {
  wizard: Wizard
  roleBook: RoleBook
  /** How far the past of a portal has been read. */
  readPast: (portalId: number) => Promise<BackfillProgress>
  now: () => number
}

/** Registers the wizard's and the role book's addresses on a guarded scope. */
export function registerInstallRoutes(scope: FastifyInstance, { wizard, roleBook, readPast, now }: InstallDeps): void {
  scope.get('/api/install', async request => wizard.state(administrator(request)))
  scope.get('/api/install/past', async request => readPast(administrator(request).portalId))
  scope.post('/api/install/steps/:code', async (request) => {
    const { code } = parseInput(stepParamsSchema, request.params)
    const { choices } = parseInput(runInstallStepSchema, request.body ?? {})
    return wizard.run(provenNow(request, now), code, choices)
  })
  scope.get('/api/people/roles', async (request) => {
    const session = administrator(request)
    return roleBook.list(session.portalId, { canEdit: true })
  })
  scope.put('/api/people/roles', async (request) => {
    const session = provenNow(request, now)
    await roleBook.put(session.portalId, session, parseInput(putPeopleRolesSchema, request.body))
    return roleBook.list(session.portalId, { canEdit: true })
  })
}

/** @throws HttpError 403 for everybody the portal did not call an administrator when the session was opened */
function administrator(request: FastifyRequest): Session {
  const session = sessionOf(request)
  if (!hasGrant(session.roles, 'edit_people'))
    throw new HttpError(403, 'admin_needed', 'Only an administrator of this Bitrix24 can do this.')
  return session
}

/** The same for what writes: the right may have ended since the page was opened. */
function provenNow(request: FastifyRequest, now: () => number): Session {
  const session = administrator(request)
  requireFreshProof(session, now())
  return session
}
