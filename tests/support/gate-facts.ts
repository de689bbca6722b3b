import type { GateFacts, GateItem, GateMove, GateRules, GateStage, GateVerdict } from '../../src/domain/gate-facts.ts'
import type { GatePolicy } from '../../src/domain/gate-policy.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'
import { DEAL, LEAD } from '../../src/domain/item-ref.ts'

/** A Monday noon; every test counts from here. */
export const NOON = Date.UTC(2026, 8, 7, 12)

/** One hour in ms. */
export const HOUR = 3_600_000

/** The policy the tests start from: pipeline 1 holds, with the waiting stage `C1:WAIT`. */
export const POLICY: GatePolicy = {
  pipelines: [{ pipelineId: 1, waitingStageId: 'C1:WAIT', convertedPolicy: 'hold_deal', dealWithoutLead: 'notice' }],
  junkNeedsFeedback: true,
  maxAgeHours: 24,
  fightsAllowed: 2,
  brake: { perHour: 30, sharePercent: 25, fromMoves: 20 },
  exemptions: [],
}

/** Stages of leads: two of intake, one beyond, success and junk; all free of client-facing robots. */
export const LEAD_STAGES: readonly GateStage[] = [
  stage(0, 'NEW', 10),
  stage(0, 'IN_PROCESS', 20),
  stage(0, 'HANDED', 30),
  stage(0, 'CONVERTED', 40, 'S'),
  stage(0, 'JUNK', 50, 'F'),
]

/** Stages of the governed pipeline 1. */
export const DEAL_STAGES: readonly GateStage[] = [
  stage(1, 'C1:WAIT', 5),
  stage(1, 'C1:NEW', 10),
  stage(1, 'C1:OFFER', 20),
  stage(1, 'C1:WON', 30, 'S'),
  stage(1, 'C1:LOSE', 40, 'F'),
]

/** One stage. */
export function stage(pipelineId: number, stageId: string, sort: number, semantic: GateStage['semantic'] = 'P'): GateStage {
  return { pipelineId, stageId, semantic, sort, clientFree: true }
}

/** The rules of a version signed a week ago. */
export function rulesWith(policy: Partial<GatePolicy> = {}, over: Partial<GateRules> = {}): GateRules {
  return {
    versionNo: 1,
    signed: true,
    inForceFrom: NOON - 7 * 24 * HOUR,
    handoff: { intakeStageIds: ['NEW', 'IN_PROCESS'], beyondStageIds: ['HANDED', 'CONVERTED'] },
    policy: { ...POLICY, ...policy },
    ...over,
  }
}

/** A path through stages, the last one reached at `at`, each earlier one a minute before. */
export function path(pipelineId: number, stages: readonly string[], at = NOON - 60_000, firstId = 100): GateMove[] {
  const known = [...LEAD_STAGES, ...DEAL_STAGES]
  return stages.map((stageId, index) => ({
    historyId: firstId + index,
    pipelineId,
    stageId,
    semantic: known.find(candidate => candidate.stageId === stageId)?.semantic ?? 'P',
    movedAt: at - (stages.length - 1 - index) * 60_000,
  }))
}

/** A lead that went through the stages. */
export function lead(stages: readonly string[], over: Partial<GateItem> = {}, at?: number): GateItem {
  return item({ entityTypeId: LEAD, itemId: 1 }, path(0, stages, at), over)
}

/** A deal of pipeline 1 that went through the stages. */
export function deal(stages: readonly string[], over: Partial<GateItem> = {}, at?: number, itemId = 7): GateItem {
  return item({ entityTypeId: DEAL, itemId }, path(1, stages, at, 500 + itemId * 10), over)
}

/** Facts of a lead with its deals. */
export function factsOf(parts: Partial<GateFacts>): GateFacts {
  return { now: NOON, observing: null, rules: [rulesWith()], leadStages: LEAD_STAGES, dealStages: DEAL_STAGES, lead: null, deals: [], ...parts }
}

/** A complete verdict. */
export function verdict(label: VerdictLabel, from = NOON - 30_000): GateVerdict {
  return { label, from }
}

function item(ref: GateItem['ref'], history: readonly GateMove[], over: Partial<GateItem>): GateItem {
  const last = history.at(-1)!
  return {
    ref,
    pipelineId: last.pipelineId,
    stageId: last.stageId,
    semantic: last.semantic,
    createdAt: history[0]!.movedAt,
    createdBy: 5,
    movedAt: last.movedAt,
    sourceId: 'WEB',
    isReturnCustomer: false,
    deleted: false,
    history,
    corrections: [],
    verdicts: [],
    hasIncompleteFeedback: false,
    breaches: [],
    granted: false,
    ...over,
  }
}
