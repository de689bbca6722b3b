import type { BreachOutcome } from './breach.ts'
import type { Crossing, LeadPosition } from './gate-crossing.ts'
import type { DealPlace } from './gate-deal-place.ts'
import type { Correction, GateLimit, ItemDecision } from './gate-decision.ts'
import type { GateFacts, GateItem, GateMove, GateRules } from './gate-facts.ts'
import { breachOf, settle } from './gate-breach.ts'
import { crossingOf, leadPosition, movesOf, rulesAt } from './gate-crossing.ts'
import { passed } from './gate-deal.ts'
import { targetLimit, withinLimits } from './gate-limits.ts'
import { holdReasons, isQualified } from './gate-rights.ts'

/** The lead with its first governed deal, which share one crossing. */
export interface LeadCase {
  readonly lead: GateItem
  readonly rules: GateRules
  readonly first: DealPlace | null
}

/** Decides about a lead; the corrections of its deals are decided apart. */
export function judgeLead(facts: GateFacts, one: LeadCase): ItemDecision {
  const { lead } = one
  const place = placeOfLead(facts, one)
  const right = (at: number): boolean => isQualified(lead, at)
  const over = overCrossings(one, place).find(found => !right(found.crossing.move.movedAt))
  if (over)
    return trespass(facts, one, { ...over, position: place.position })
  if (place.position === 'junk' && place.crossing && place.rules?.policy.junkNeedsFeedback && lead.verdicts.length === 0)
    return trespass(facts, one, { kind: 'junk', crossing: place.crossing, rules: place.rules, position: 'junk' })
  if (place.position === 'intake')
    return backInIntake(facts, one, place.rules ?? one.rules)
  const decided = passed(lead, 'lawful', endings(one, 'completed'))
  return isWaitingForVerdict(one) ? { ...decided, state: 'hold', pass: null, reasons: holdReasons(lead) } : decided
}

interface LeadPlace {
  position: LeadPosition
  crossing: Crossing | null
  rules: GateRules | null
}

/** The position is judged by the version at the move. */
function placeOfLead(facts: GateFacts, one: LeadCase): LeadPlace {
  const moves = movesOf(one.lead)
  const under = (rules: GateRules): { position: LeadPosition, crossing: Crossing | null } => {
    const at = (move: Pick<GateMove, 'stageId' | 'semantic'>): LeadPosition => leadPosition(rules, facts.leadStages, move)
    const position = at(one.lead)
    const belongs = position === 'junk' ? (move: GateMove) => at(move) === 'junk' : (move: GateMove) => at(move) === 'beyond' || at(move) === 'success'
    return { position, crossing: position === 'intake' ? null : crossingOf(moves, belongs) }
  }
  const now = under(one.rules)
  if (!now.crossing)
    return { ...now, rules: one.rules }
  const rules = rulesAt(facts.rules, now.crossing.move.movedAt)
  return rules ? { ...under(rules), rules } : { position: 'intake', crossing: null, rules: null }
}

/** By which moves lead and first deal, as one whole, are beyond the handoff; empty when neither is. */
function overCrossings(one: LeadCase, place: LeadPlace): { kind: 'past_handoff' | 'converted', crossing: Crossing, rules: GateRules }[] {
  const { crossing, rules } = place
  const lead = crossing && rules ? { crossing, rules } : null
  const deal = one.first && !one.first.waits ? { kind: 'converted' as const, crossing: one.first.crossing, rules: one.first.rules } : null
  if (lead && place.position === 'beyond')
    return [{ kind: 'past_handoff', ...lead }, ...deal ? [deal] : []]
  if (deal)
    return [deal]
  return lead && place.position === 'success' && !one.first ? [{ kind: 'converted', ...lead }] : []
}

interface LeadTrespass {
  kind: 'past_handoff' | 'converted' | 'junk'
  crossing: Crossing
  rules: GateRules
  position: LeadPosition
}

function trespass(facts: GateFacts, one: LeadCase, found: LeadTrespass): ItemDecision {
  const { lead } = one
  const breach = breachOf(facts, { kind: found.kind, item: lead, crossing: found.crossing, rules: found.rules, fromPipelineId: one.first?.fromPipelineId ?? null })
  const answers = withinLimits({ now: facts.now, rules: found.rules, item: lead, crossing: found.crossing }, () => returnLead(facts, one, found))
  return {
    ref: lead.ref,
    state: 'hold',
    pass: null,
    reasons: found.kind === 'junk' ? [lead.hasIncompleteFeedback ? 'incomplete_feedback' : 'no_feedback'] : holdReasons(lead),
    breach,
    breachKey: breach.key,
    crossing: found.crossing.key,
    ...answers,
    enforce: breach.mode === 'enforce' && facts.observing === null,
    settles: found.kind === 'junk' ? settle(lead, ['over'], 'returned') : settle(lead, ['junk'], lead.verdicts.length > 0 ? 'completed' : 'returned'),
  }
}

function returnLead(facts: GateFacts, one: LeadCase, found: LeadTrespass): { move: Correction } | { limits: readonly GateLimit[] } {
  const { lead } = one
  if (found.kind === 'converted') {
    const wished = one.first ? one.first.pipeline.convertedPolicy === 'return_lead' : everyPipelineReturns(found.rules)
    if (!wished || found.position !== 'success')
      return { limits: ['policy_notice'] }
    if (one.first?.limit)
      return { limits: [one.first.limit] }
  }
  const moves = movesOf(lead)
  const target = intakeStageToReturnTo(facts, found.rules, moves)
  if (target === null)
    return { limits: ['nowhere_to_return'] }
  const refused = targetLimit(facts.leadStages, lead.pipelineId, target)
  return refused ? { limits: [refused] } : { move: { kind: 'return_lead', fromStageId: lead.stageId, toStageId: target } }
}

/** The last intake stage the lead was in that still exists, else the first of the treaty; null when none is left. */
export function intakeStageToReturnTo(facts: Pick<GateFacts, 'leadStages'>, rules: GateRules, moves: readonly GateMove[]): string | null {
  const exists = (stageId: string): boolean => facts.leadStages.some(stage => stage.stageId === stageId)
  const came = moves.findLast(move => leadPosition(rules, facts.leadStages, move) === 'intake' && exists(move.stageId))
  return came?.stageId ?? rules.handoff.intakeStageIds.find(exists) ?? null
}

function everyPipelineReturns(rules: GateRules): boolean {
  return rules.policy.pipelines.length > 0 && rules.policy.pipelines.every(pipeline => pipeline.convertedPolicy === 'return_lead')
}

/** A converted lead that we took back is closed again once it is qualified. */
function backInIntake(facts: GateFacts, one: LeadCase, rules: GateRules): ItemDecision {
  const { lead } = one
  const qualified = lead.verdicts.at(-1)?.label === 'qualified'
  const done = passed(lead, 'before_handoff', endings(one, qualified ? 'completed' : 'returned'))
  const taken = lead.corrections.at(-1)
  if (!qualified || taken?.kind !== 'return_lead' || taken.toStageId !== lead.stageId)
    return done
  const from = facts.leadStages.find(stage => stage.stageId === taken.fromStageId)
  const converted = from?.semantic === 'S' && leadPosition(rules, facts.leadStages, from) === 'success'
  if (!converted)
    return done
  const limit = targetLimit(facts.leadStages, lead.pipelineId, taken.fromStageId)
  const close: Correction = { kind: 'close_lead', fromStageId: lead.stageId, toStageId: taken.fromStageId }
  return {
    ...done,
    crossing: taken.crossing,
    breachKey: lead.breaches.at(-1)?.key ?? null,
    corrections: limit ? [{ kind: 'notice' }] : [close, { kind: 'notice' }],
    limits: limit ? [limit] : [],
    enforce: true,
  }
}

function endings(one: LeadCase, how: BreachOutcome): ItemDecision['settles'] {
  return settle(one.lead, ['over', 'junk'], isWaitingForVerdict(one) ? 'held' : how)
}

/** Its deal stands in the waiting stage until the lead is qualified. */
function isWaitingForVerdict(one: LeadCase): boolean {
  return one.first?.waits === true && one.lead.verdicts.at(-1)?.label !== 'qualified'
}
