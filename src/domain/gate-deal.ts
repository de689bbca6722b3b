import type { DealPlace } from './gate-deal-place.ts'
import type { BreachFound, Correction, GateLimit, HoldReason, ItemDecision, PassReason } from './gate-decision.ts'
import type { GateFacts, GateItem } from './gate-facts.ts'
import { breachOf, settle } from './gate-breach.ts'
import { targetLimit, withinLimits } from './gate-limits.ts'
import { holdReasons, isExempt, isQualified } from './gate-rights.ts'

/** What a deal of a lead, or a deal without one, is held against. */
export interface DealCase {
  readonly place: DealPlace
  /** Whose verdict opens the way: the lead, or the deal itself; null = only the ROP can let it pass. */
  readonly judged: GateItem | null
  readonly role: 'first' | 'second' | 'lone'
  /** What the treaty wishes for it. */
  readonly wish: 'hold' | 'notice'
  /** The lead's row, which hears of the first deal's corrections. */
  readonly leadBreach: BreachFound | null
  /** The lead itself was let pass. */
  readonly leadPasses: PassReason | null
}

/** Decides about one governed deal. */
export function judgeDeal(facts: GateFacts, one: DealCase): ItemDecision {
  const { place } = one
  const right = rightOf(one)
  if (right)
    return place.waits ? lift(facts, one, right) : passed(place.deal, right, settle(place.deal, ['second', 'lone'], right === 'granted' ? 'granted' : 'completed'))
  if (place.waits)
    return waiting(one)
  const breach = one.role === 'first'
    ? one.leadBreach
    : breachOf(facts, { kind: one.role === 'second' ? 'second_deal' : 'deal_without_lead', item: place.deal, crossing: place.crossing, rules: place.rules, fromPipelineId: place.fromPipelineId })
  const answers = withinLimits({ now: facts.now, rules: place.rules, item: place.deal, crossing: place.crossing }, () => hold(facts, one))
  return {
    ref: place.deal.ref,
    state: 'hold',
    pass: null,
    reasons: reasonsOf(one),
    breach: one.role === 'first' ? null : breach,
    breachKey: breach?.key ?? null,
    crossing: place.crossing.key,
    ...answers,
    enforce: breach !== null && breach.mode === 'enforce' && facts.observing === null,
    settles: [],
  }
}

/** A decision that lets an item be. */
export function passed(item: GateItem, pass: PassReason, settles: ItemDecision['settles'] = []): ItemDecision {
  return { ref: item.ref, state: 'pass', pass, reasons: [], breach: null, breachKey: null, crossing: null, corrections: [], limits: [], enforce: false, settles }
}

function rightOf(one: DealCase): PassReason | null {
  const { place, judged } = one
  if (one.leadPasses === 'granted' || place.deal.granted)
    return 'granted'
  if (one.leadPasses === 'exempt' || isExempt(place.rules.policy, place.deal))
    return 'exempt'
  return judged && isQualified(judged, place.crossing.move.movedAt) ? 'lawful' : null
}

function hold(facts: GateFacts, one: DealCase): { move: Correction } | { limits: readonly GateLimit[] } {
  const { deal, pipeline, limit } = one.place
  if (one.wish === 'notice')
    return { limits: ['policy_notice'] }
  if (limit)
    return { limits: [limit] }
  if (pipeline.waitingStageId === null)
    return { limits: ['no_waiting_stage'] }
  const refused = targetLimit(facts.dealStages, deal.pipelineId, pipeline.waitingStageId)
  return refused ? { limits: [refused] } : { move: { kind: 'hold_deal', fromStageId: deal.stageId, toStageId: pipeline.waitingStageId } }
}

/** A deal we put into the waiting stage goes back to its own stage; one that a person put there stays his. */
function lift(facts: GateFacts, one: DealCase, right: PassReason): ItemDecision {
  const { deal } = one.place
  const settles = settle(deal, ['second', 'lone'], right === 'granted' ? 'granted' : 'completed')
  const held = deal.corrections.at(-1)
  if (held?.kind !== 'hold_deal' || held.toStageId !== deal.stageId)
    return passed(deal, right, settles)
  const limit = targetLimit(facts.dealStages, deal.pipelineId, held.fromStageId)
  const release: Correction = { kind: 'release_deal', fromStageId: deal.stageId, toStageId: held.fromStageId }
  return {
    ...passed(deal, right, settles),
    crossing: held.crossing,
    corrections: limit ? [{ kind: 'notice' }] : [release, { kind: 'notice' }],
    limits: limit ? [limit] : [],
    breachKey: lastBreachKey(deal, one.role === 'lone' ? null : one.judged),
    enforce: true,
  }
}

function waiting(one: DealCase): ItemDecision {
  const { deal } = one.place
  return { ...passed(deal, 'lawful', settle(deal, ['second', 'lone'], 'held')), state: 'hold', pass: null, reasons: reasonsOf(one) }
}

function reasonsOf(one: DealCase): readonly HoldReason[] {
  return one.role === 'lone' ? ['no_lead'] : holdReasons(one.judged!)
}

/** The row that hears of a release: the deal's own, else the one of the lead's crossing. */
function lastBreachKey(deal: GateItem, lead: GateItem | null): string | null {
  return (deal.breaches.at(-1) ?? lead?.breaches.findLast(breach => breach.key.startsWith('over:')))?.key ?? null
}
