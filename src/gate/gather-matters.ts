import type { GateFacts, GateItem, GateStage, KnownBreach, PastCorrection } from '../domain/gate-facts.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Decisions } from '../feedback/feedback-ports.ts'
import type { BreachWithOutcomes } from '../store/breaches.ts'
import type { Intention } from '../store/intentions.ts'
import type { Item } from '../store/items.ts'
import type { StageMove } from '../store/moves.ts'
import type { Portal } from '../store/portals.ts'
import type { Stage } from '../store/stages.ts'
import type { StoreScope } from '../store/store.ts'
import type { GateVersion } from './gate-treaty.ts'
import { verdictTimeline } from '../domain/final-verdict.ts'
import { DEAL, itemKey, LEAD } from '../domain/item-ref.ts'
import { readManyDecisions } from '../feedback/read-decisions.ts'
import { toFeedback } from '../feedback/stored-feedback.ts'

/** A lead with its deals, or one deal without a lead, ready to be judged. */
export interface Matter {
  readonly facts: GateFacts
  readonly lead: Item | null
  readonly deals: readonly Item[]
  /** By `itemKey`, oldest first. */
  readonly feedback: ReadonlyMap<string, readonly FeedbackEntry[]>
  /** Reviews and rulings by `itemKey`; items nobody reviewed are left out. */
  readonly decisions: ReadonlyMap<string, Decisions>
  /** Ledger rows by key. */
  readonly breaches: ReadonlyMap<string, BreachWithOutcomes>
  /** Stage history by `itemKey`, oldest first. */
  readonly moves: ReadonlyMap<string, readonly StageMove[]>
  /** What was to be written about each item, by `itemKey`. */
  readonly intentions: ReadonlyMap<string, readonly Intention[]>
}

/** What does not differ between the matters of one slice. */
export interface GateSetting {
  readonly portal: Portal
  readonly versions: readonly GateVersion[]
  readonly now: number
}

/** Joins everything the gate must know about these items from the store, for all of them at once. */
export async function gatherMatters(store: StoreScope, setting: GateSetting, refs: readonly ItemRef[]): Promise<Matter[]> {
  const { portalId } = setting.portal
  const families = await familiesOf(store, portalId, refs)
  const all = families.flatMap(({ lead, deals }) => lead ? [lead, ...deals] : deals)
  // Before the intentions: a row of the ledger is ended by a correction that is under way or done, which must be seen with it.
  const breaches = await store.breaches.ofItems(portalId, all)
  const [moves, feedback, intentions, passes, stages, decisions] = await Promise.all([
    store.moves.ofItems(portalId, all),
    store.feedback.ofItems(portalId, all),
    store.intentions.ofItems(portalId, all),
    store.passes.ofItems(portalId, all),
    store.stages.list(portalId),
    readManyDecisions(store, portalId, all, setting.now),
  ])
  const known: Known = {
    now: setting.now,
    moves: byItem(moves),
    feedback: byItem(feedback.map(toFeedback), entry => entry.item),
    breaches: byItem(breaches),
    intentions: byItem(intentions),
    granted: new Set(passes.map(itemKey)),
    decisions,
  }
  return families.map(({ lead, deals }) => ({
    facts: {
      now: setting.now,
      observing: observing(setting.portal),
      rules: setting.versions,
      leadStages: stagesOf(stages, LEAD),
      dealStages: stagesOf(stages, DEAL),
      lead: lead && toGateItem(lead, known),
      deals: deals.map(deal => toGateItem(deal, known)),
    },
    lead,
    deals,
    feedback: known.feedback,
    decisions,
    breaches: new Map([lead, ...deals].flatMap(item => item ? known.breaches.get(itemKey(item)) ?? [] : []).map(breach => [breach.dedupeKey, breach])),
    moves: known.moves,
    intentions: known.intentions,
  }))
}

/** Why a portal with a signed version only watches; null = it enforces. */
export function observing(portal: Pick<Portal, 'gatePausedAt' | 'brakeTrippedAt' | 'crmMode'>): GateFacts['observing'] {
  if (portal.gatePausedAt !== null)
    return 'paused'
  if (portal.brakeTrippedAt !== null)
    return 'brake'
  return portal.crmMode === 'simple' ? 'simple_mode' : null
}

interface Family { lead: Item | null, deals: Item[] }

async function familiesOf(store: StoreScope, portalId: number, refs: readonly ItemRef[]): Promise<Family[]> {
  const asked = await store.items.getMany(portalId, [...refs])
  const leadIds = new Set(asked.flatMap(item => item.entityTypeId === LEAD ? [item.itemId] : item.leadId ?? []))
  const own = asked.filter(item => item.entityTypeId === LEAD)
  const has = new Set(own.map(lead => lead.itemId))
  const [others, deals] = await Promise.all([
    store.items.getMany(portalId, [...leadIds].filter(itemId => !has.has(itemId)).map(itemId => ({ entityTypeId: LEAD, itemId }))),
    store.items.dealsOfLeads(portalId, [...leadIds]),
  ])
  const leads = [...own, ...others]
  const found = new Set(leads.map(lead => lead.itemId))
  const lone = asked.filter(item => item.entityTypeId === DEAL && (item.leadId === null || !found.has(item.leadId)))
  const dealsOf = byItem(deals, deal => ({ entityTypeId: LEAD, itemId: deal.leadId ?? 0 }))
  return [
    ...leads.map(lead => ({ lead, deals: dealsOf.get(itemKey(lead)) ?? [] })),
    ...lone.map(deal => ({ lead: null, deals: [deal] })),
  ]
}

interface Known {
  now: number
  moves: Map<string, StageMove[]>
  feedback: Map<string, FeedbackEntry[]>
  breaches: Map<string, BreachWithOutcomes[]>
  intentions: Map<string, Intention[]>
  granted: Set<string>
  decisions: ReadonlyMap<string, Decisions>
}

function toGateItem(item: Item, known: Known): GateItem {
  const key = itemKey(item)
  const feedback = known.feedback.get(key) ?? []
  const verdicts = verdictTimeline({ feedback, ...known.decisions.get(key) }, known.now)
  return {
    ref: { entityTypeId: item.entityTypeId, itemId: item.itemId },
    pipelineId: item.pipelineId,
    stageId: item.stageId,
    semantic: item.semantic,
    createdAt: item.createdAt,
    createdBy: item.createdBy,
    movedAt: item.movedAt ?? item.createdAt,
    sourceId: item.sourceId,
    isReturnCustomer: item.isReturnCustomer,
    deleted: item.deletedAt !== null,
    history: historyOf(item, known.moves.get(key) ?? []),
    corrections: (known.intentions.get(key) ?? []).flatMap(toCorrection),
    verdicts,
    hasIncompleteFeedback: verdicts.length === 0 && feedback.some(entry => entry.kind === 'verdict'),
    breaches: (known.breaches.get(key) ?? []).map(toKnownBreach),
    granted: known.granted.has(key),
  }
}

/** Where the portal keeps no history, the last lawful stage we saw ourselves stands in for it. */
function historyOf(item: Item, moves: readonly StageMove[]): GateItem['history'] {
  if (moves.length > 0 || item.lastLawfulStageId === null || item.lastLawfulStageId === item.stageId)
    return moves
  return [{ historyId: null, pipelineId: item.pipelineId, stageId: item.lastLawfulStageId, semantic: 'P', movedAt: item.createdAt }]
}

function toCorrection(intention: Intention): PastCorrection[] {
  if (!intention.kind.startsWith('correct.') || intention.state !== 'done')
    return []
  const { crossing, fromStageId, toStageId } = intention.payload
  const kind = intention.kind.slice('correct.'.length) as PastCorrection['kind']
  return [{ kind, crossing: String(crossing), fromStageId: String(fromStageId), toStageId: String(toStageId) }]
}

function toKnownBreach(breach: BreachWithOutcomes): KnownBreach {
  return { key: breach.dedupeKey, mode: breach.mode, outcomes: breach.outcomes.map(one => one.outcome) }
}

function stagesOf(stages: readonly Stage[], entityTypeId: number): GateStage[] {
  return stages.filter(stage => stage.entityTypeId === entityTypeId)
}

function byItem<Row>(rows: readonly Row[], refOf: (row: Row) => ItemRef = row => row as Row & ItemRef): Map<string, Row[]> {
  const map = new Map<string, Row[]>()
  for (const row of rows) {
    const key = itemKey(refOf(row))
    const list = map.get(key)
    if (list)
      list.push(row)
    else
      map.set(key, [row])
  }
  return map
}
