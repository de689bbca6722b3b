import type { GateState } from '../contracts/api/gate.schema.ts'
import type { Portal } from '../store/portals.ts'
import type { GateActor } from './gate-actor.ts'
import type { ReadGateVersions } from './gate-treaty.ts'
import type { GateDeps } from './list-ledger.ts'
import { rulesAt } from '../domain/gate-crossing.ts'
import { hasGrant } from '../domain/rights.ts'
import { HttpError } from '../http/http-error.ts'
import { requireGrant } from './gate-actor.ts'
import { observing } from './gather-matters.ts'

/** What reading the gate's state stands on. */
export interface GateStateDeps extends GateDeps {
  readonly readVersions: ReadGateVersions
}

const WEEK_MS = 7 * 24 * 3_600_000

/** What the gate does now and did in the last seven days. Anybody with a role may know. @throws HttpError 404 `portal_unknown` */
export async function readGateState(deps: GateStateDeps, portalId: number, actor: GateActor): Promise<GateState> {
  const { store, now } = deps
  requireGrant(actor, 'read_treaty')
  const portal = await livingPortal(deps, portalId)
  const rules = rulesAt(await deps.readVersions(portalId), now())
  const because = rules?.signed ? observing(portal) : 'no_treaty'
  const since = now() - WEEK_MS
  const [breaches, corrected, open, pending] = await Promise.all([
    store.breaches.count(portalId, { movedFromAt: since }),
    store.breaches.countOutcomesSince(portalId, ['returned', 'held'], since),
    store.breaches.count(portalId, { movedFromAt: since, outcome: 'open' }),
    store.intentions.countUndone(portalId),
  ])
  const by = portal.gatePausedBy === null ? null : await store.people.get(portalId, portal.gatePausedBy)
  return {
    mode: because === null ? 'enforce' : 'observe',
    observingBecause: because,
    versionNo: rules?.signed ? rules.versionNo : null,
    paused: portal.gatePausedAt === null ? null : { at: portal.gatePausedAt, by: by && { id: by.userId, name: by.name } },
    brake: portal.brakeTrippedAt === null ? null : { at: portal.brakeTrippedAt, reason: portal.brakeReason ?? '' },
    counts: { breaches, corrected, open, pending },
    canPause: hasGrant(actor.roles, 'pause_gate'),
  }
}

/** Stops the gate, or starts it again and lifts a fallen brake. @throws HttpError 403 `no_right`; 404 `portal_unknown` */
export async function pauseGate(deps: GateStateDeps, portalId: number, actor: GateActor, wish: { paused: boolean, reason?: string | undefined }): Promise<GateState> {
  requireGrant(actor, 'pause_gate')
  await livingPortal(deps, portalId)
  const at = deps.now()
  const patch = wish.paused
    ? { gatePausedAt: at, gatePausedBy: actor.userId }
    : { gatePausedAt: null, gatePausedBy: null, brakeTrippedAt: null, brakeReason: null }
  await deps.store.transaction(async (within) => {
    await within.portals.update(portalId, patch, at)
    await within.audit.write(portalId, { at, actorId: actor.userId, action: wish.paused ? 'gate.paused' : 'gate.resumed', subject: null, detail: wish.reason ? { reason: wish.reason } : {}, ipHash: null })
  })
  return readGateState(deps, portalId, actor)
}

async function livingPortal({ store }: GateDeps, portalId: number): Promise<Portal> {
  const portal = await store.portals.get(portalId)
  if (!portal)
    throw new HttpError(404, 'portal_unknown', 'This portal is not known here. Install the application again.')
  return portal
}
