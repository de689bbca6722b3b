import type { Crossing } from './gate-crossing.ts'
import type { GateLimit } from './gate-decision.ts'
import type { GateFacts, GateItem, GateMove, GateRules } from './gate-facts.ts'
import type { GovernedPipeline } from './gate-policy.ts'
import { crossingAt, movesOf, rulesAt } from './gate-crossing.ts'

/** Where a governed deal stands and how it got there. */
export interface DealPlace {
  readonly deal: GateItem
  readonly rules: GateRules
  readonly pipeline: GovernedPipeline
  readonly crossing: Crossing
  /** In the waiting stage, or lost straight from it: not beyond the handoff. */
  readonly waits: boolean
  /** Why the deal must not be moved any more. */
  readonly limit: GateLimit | null
  readonly fromPipelineId: number | null
}

/** The place of a deal; null when no rules or no governed pipeline covered its move, then or now. */
export function placeOfDeal(facts: GateFacts, deal: GateItem): DealPlace | null {
  const current = rulesAt(facts.rules, facts.now)
  if (!current || !governed(current, deal))
    return null
  const crossing = dealCrossing(deal, governed(current, deal)!)
  const rules = rulesAt(facts.rules, crossing.move.movedAt)
  const pipeline = rules ? governed(rules, deal) : null
  if (!rules || !pipeline)
    return null
  const before = crossing.before.at(-1)
  return {
    deal,
    rules,
    pipeline,
    crossing,
    waits: waits(deal, pipeline, crossing),
    limit: dealLimit(facts, deal, crossing),
    fromPipelineId: before && before.pipelineId !== deal.pipelineId ? before.pipelineId : null,
  }
}

/** Oldest first: the first governed deal of a lead shares the lead's crossing, each later one is a trespass of its own. */
export function byAge(one: DealPlace, other: DealPlace): number {
  return one.deal.createdAt - other.deal.createdAt || one.deal.ref.itemId - other.deal.ref.itemId
}

function governed(rules: GateRules, deal: GateItem): GovernedPipeline | null {
  return rules.policy.pipelines.find(pipeline => pipeline.pipelineId === deal.pipelineId) ?? null
}

/** The entry into the pipeline, or the move out of the waiting stage when the deal has been there. */
function dealCrossing(deal: GateItem, pipeline: GovernedPipeline): Crossing {
  const moves = movesOf(deal)
  let entry = moves.length - 1
  while (entry > 0 && moves[entry - 1]!.pipelineId === deal.pipelineId)
    entry--
  const waited = moves.findLastIndex((move, index) => index >= entry && index < moves.length - 1 && isWaiting(pipeline, move))
  return crossingAt(moves, waited < 0 ? entry : waited + 1)
}

function waits(deal: GateItem, pipeline: GovernedPipeline, crossing: Crossing): boolean {
  if (deal.stageId === pipeline.waitingStageId)
    return true
  const before = crossing.before.at(-1)
  return deal.semantic === 'F' && crossing.after.length === 0 && before !== undefined && isWaiting(pipeline, before)
}

function dealLimit(facts: GateFacts, deal: GateItem, crossing: Crossing): GateLimit | null {
  if (deal.semantic !== 'P')
    return deal.semantic === 'S' ? 'deal_won' : 'deal_lost'
  if (deal.stageId === crossing.move.stageId)
    return null
  const sortOf = (stageId: string) => facts.dealStages.find(stage => stage.stageId === stageId && stage.pipelineId === deal.pipelineId)?.sort
  const came = sortOf(crossing.move.stageId)
  const stands = sortOf(deal.stageId)
  return came === undefined || stands === undefined || stands > came ? 'deal_advanced' : null
}

function isWaiting(pipeline: GovernedPipeline, move: GateMove): boolean {
  return move.pipelineId === pipeline.pipelineId && move.stageId === pipeline.waitingStageId
}
