import type { OwnDeed } from '../domain/breach-route.ts'
import type { BreachEvidence, BreachOutcome } from '../domain/breach.ts'
import type { BreachFound, ItemDecision } from '../domain/gate-decision.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { Breach, BreachWithOutcomes } from '../store/breaches.ts'
import type { DirtyEvidence } from '../store/dirty.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { GateSetting, Matter } from './gather-matters.ts'
import { routeOfMove } from '../domain/breach-route.ts'
import { DEAL, itemKey } from '../domain/item-ref.ts'
import { describeMissing } from './missing-now.ts'

/** What the events said about an item since it was last looked at; undefined when none came. */
export type EvidenceOf = (ref: ItemRef) => DirtyEvidence | undefined

/** A trespass to be written down. */
export interface FoundBreach {
  setting: GateSetting
  matter: Matter
  decision: ItemDecision
  item: Item
  breach: BreachFound
  evidenceOf: EvidenceOf
  stoppedByBrake: boolean
  /** A stage will be changed for it: the outcome is told when that is done. */
  willMove: boolean
}

/**
 * Writes new rows of the ledger with their routes, their evidence and their first outcomes: two statements, however many
 * rows. Returns their ids by key; a row that another process wrote meanwhile is left as it is.
 */
export async function recordBreaches(store: StoreScope, { portal: { portalId }, now }: GateSetting, found: readonly FoundBreach[]): Promise<ReadonlyMap<string, number>> {
  if (found.length === 0)
    return new Map()
  const recorded = await store.breaches.recordMany(portalId, found.map(ledgerRow))
  await store.breaches.addOutcomes(portalId, found.flatMap((one, index) => {
    const { breach, added } = recorded[index]!
    const outcome = one.stoppedByBrake ? 'brake' : firstOutcome(one)
    return added && outcome ? [{ breachId: breach.breachId, outcome, at: now, actorId: null, reason: one.decision.limits[0] ?? null, intentionId: null }] : []
  }))
  return new Map(recorded.map(({ breach }) => [breach.dedupeKey, breach.breachId]))
}

function ledgerRow(found: FoundBreach): Omit<Breach, 'breachId'> {
  const { setting: { now }, breach, decision, stoppedByBrake } = found
  const moved = moverOf(found)
  const eventUsers = usersOf(moved, found.evidenceOf)
  const route = routeOfMove({
    movedAt: breach.movedAt,
    movedBy: moved.movedBy,
    eventUsers,
    hasLead: found.matter.lead !== null,
    fromPipelineId: breach.fromPipelineId,
    ownDeeds: ownDeeds(found),
  })
  const evidence: BreachEvidence = {
    movedBy: moved.movedBy,
    eventUsers,
    historyId: breach.historyId,
    ...(breach.fromPipelineId === null ? {} : { fromPipelineId: breach.fromPipelineId }),
    ...(decision.corrections[0] ? { wished: decision.corrections[0].kind } : {}),
    ...(decision.limits.length > 0 ? { limits: decision.limits } : {}),
  }
  return {
    ...breach.item,
    kind: breach.kind,
    dedupeKey: breach.key,
    moveHistoryId: breach.historyId,
    movedAt: breach.movedAt,
    detectedAt: now,
    ...route,
    evidence: { ...evidence },
    versionNo: breach.versionNo,
    mode: stoppedByBrake ? 'observe' : breach.mode,
    missing: describeMissing(found.matter, found.item, found.setting).missing,
  }
}

/** Adds an outcome to a row unless the row has it already; nothing for an unknown row. */
export async function addOutcomeOnce(store: StoreScope, portalId: number, one: { breach: BreachWithOutcomes | null | undefined, outcome: BreachOutcome, at: number, actorId?: number | null, reason?: string | null, intentionId?: number | null }): Promise<void> {
  if (!one.breach || one.breach.outcomes.some(known => known.outcome === one.outcome))
    return
  await store.breaches.addOutcome(portalId, {
    breachId: one.breach.breachId,
    outcome: one.outcome,
    at: one.at,
    actorId: one.actorId ?? null,
    reason: one.reason ?? null,
    intentionId: one.intentionId ?? null,
  })
}

/** What is known at once; returns and holds are told when they are done. Notices the treaty itself wants leave the row open. */
function firstOutcome({ breach, decision, willMove }: FoundBreach): BreachOutcome | null {
  if (decision.limits.includes('too_old'))
    return 'too_old'
  if (breach.mode === 'observe')
    return breach.observing === 'paused' ? 'paused' : breach.observing === 'brake' ? 'brake' : null
  if (willMove)
    return null
  const first = decision.corrections[0]?.kind
  if (first === 'hand_to_rop')
    return 'handed_to_rop'
  return first === 'notice' && breach.kind !== 'deal_without_lead' ? 'notice' : null
}

/** The crossing of a converted lead is its first deal's move; then the deal knows who moved. */
function moverOf({ matter, item, breach }: FoundBreach): Item {
  const key = itemKey(item)
  const own = matter.moves.get(key) ?? []
  if (breach.historyId === null || own.some(move => move.historyId === breach.historyId))
    return item
  return matter.deals.find(deal => (matter.moves.get(itemKey(deal)) ?? []).some(move => move.historyId === breach.historyId)) ?? item
}

function usersOf(item: Item, evidenceOf: EvidenceOf): (number | null)[] {
  const evidence = evidenceOf(item)
  if (!evidence?.events?.length)
    return []
  const users = [...new Set([...evidence.provenUserIds ?? [], ...evidence.claimedUserIds ?? []])]
  return evidence.hadUserToken === true || users.length > 0 ? users : [null]
}

function ownDeeds({ matter, item }: FoundBreach): OwnDeed[] {
  const feedback = [...matter.feedback.get(itemKey(item)) ?? [], ...item.entityTypeId === DEAL && matter.lead ? matter.feedback.get(itemKey(matter.lead)) ?? [] : []]
  return feedback.flatMap((entry): OwnDeed[] => {
    if (entry.route === 'native' || entry.route === 'api')
      return []
    return [{ kind: entry.route === 'timeline' ? 'timeline' : 'widget', userId: entry.authorId, at: entry.givenAt }]
  })
}
