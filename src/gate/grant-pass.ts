import type { LedgerRow } from '../contracts/api/ledger.schema.ts'
import type { GateActor } from './gate-actor.ts'
import type { GateDeps } from './list-ledger.ts'
import { mayWithItem } from '../domain/rights.ts'
import { HttpError } from '../http/http-error.ts'
import { requireGrant } from './gate-actor.ts'
import { readLedgerRow } from './list-ledger.ts'
import { addOutcomeOnce } from './record-breach.ts'

/**
 * The ROP lets an item of the ledger pass, with a reason; what the gate holds of it is released at its next look.
 * @throws HttpError 403 `no_right`; 404 `breach_unknown`
 */
export async function grantPass(deps: GateDeps, portalId: number, actor: GateActor, wish: { breachId: number, reason: string }): Promise<LedgerRow> {
  requireGrant(actor, 'grant_pass')
  const breach = await deps.store.breaches.get(portalId, wish.breachId)
  const item = breach && await deps.store.items.get(portalId, breach)
  if (!breach || !mayWithItem(actor, 'item_facts', { assignedBy: item?.assignedBy ?? null }))
    throw new HttpError(404, 'breach_unknown', { ru: 'Такой строки в журнале нет.', en: 'There is no such row in the ledger.' }[actor.language])
  const at = deps.now()
  const ref = { entityTypeId: breach.entityTypeId, itemId: breach.itemId }
  await deps.store.transaction(async (within) => {
    const known = await within.passes.ofItem(portalId, ref)
    if (known.length === 0)
      await within.passes.grant(portalId, { ...ref, grantedBy: actor.userId, reason: wish.reason, grantedAt: at })
    await addOutcomeOnce(within, portalId, { breach, outcome: 'granted', at, actorId: actor.userId, reason: wish.reason })
    await within.audit.write(portalId, { at, actorId: actor.userId, action: 'gate.pass', subject: `breach:${breach.breachId}`, detail: { reason: wish.reason }, ipHash: null })
    await within.dirty.mark(portalId, [{ ...ref, lane: 'live', seenAt: at, evidence: { events: ['PASS'] } }])
  })
  const row = await deps.store.breaches.get(portalId, wish.breachId)
  return readLedgerRow(deps, portalId, actor, row ?? breach)
}
