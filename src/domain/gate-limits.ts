import type { Crossing } from './gate-crossing.ts'
import type { Correction, GateLimit } from './gate-decision.ts'
import type { GateItem, GateRules, GateStage } from './gate-facts.ts'
import type { StageId } from './ids.ts'

/** A list of answers, strictest first, with what kept stricter ones off it. */
export interface Answers {
  readonly corrections: readonly Correction[]
  readonly limits: readonly GateLimit[]
}

/** What holds for every correction, whatever it moves. */
export interface Limited {
  readonly now: number
  readonly rules: GateRules
  readonly item: GateItem
  readonly crossing: Crossing
}

const HOUR_MS = 3_600_000

/**
 * Puts the wished move through the limits: too old → nothing at all; fought over → the ROP; not allowed → notice only.
 * `wish` is asked only when the general limits leave room.
 */
export function withinLimits(limited: Limited, wish: () => { move: Correction } | { limits: readonly GateLimit[] }): Answers {
  const { now, rules, item, crossing } = limited
  if (now - crossing.move.movedAt >= rules.policy.maxAgeHours * HOUR_MS)
    return { corrections: [], limits: ['too_old'] }
  if (undoneCorrections(item, crossing.key) >= rules.policy.fightsAllowed)
    return { corrections: [{ kind: 'hand_to_rop' }], limits: ['fights'] }
  const wished = wish()
  if ('move' in wished)
    return { corrections: [wished.move, { kind: 'notice' }], limits: [] }
  return { corrections: [{ kind: 'notice' }], limits: wished.limits }
}

/** How many corrections of the item somebody undid: each carried-out one that a later crossing followed. */
export function undoneCorrections(item: GateItem, crossing: string): number {
  return item.corrections.filter(done => (done.kind === 'return_lead' || done.kind === 'hold_deal') && done.crossing !== crossing).length
}

/** Why a stage cannot be the target of a correction; null when it can. A correction runs the customer's robots there. */
export function targetLimit(stages: readonly GateStage[], pipelineId: number, stageId: StageId): GateLimit | null {
  const stage = stages.find(candidate => candidate.stageId === stageId && candidate.pipelineId === pipelineId)
  if (!stage)
    return 'stage_missing'
  return stage.clientFree ? null : 'stage_not_confirmed'
}
