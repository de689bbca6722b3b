import type { TreatyProblem } from './treaty-problem.ts'
import type { StageRef, TreatyDocument } from './treaty.ts'
import { checkCodes } from './check-criteria.ts'
import { problem } from './treaty-problem.ts'

/** Checks steps and handoff: both sides there, marketing first, no stage on two sides or in two steps. */
export function checkFunnel(document: TreatyDocument): TreatyProblem[] {
  return [...checkSteps(document), ...checkStages(document), ...checkHandoff(document)]
}

function checkSteps({ funnel }: TreatyDocument): TreatyProblem[] {
  const firstSales = funnel.findIndex(step => step.side === 'sales')
  const late = firstSales < 0 ? -1 : funnel.findIndex((step, index) => index > firstSales && step.side === 'marketing')
  return [
    ...checkCodes(funnel, 'funnel'),
    ...(['marketing', 'sales'] as const).filter(side => !funnel.some(step => step.side === side)).map(side => problem('funnel_side_missing', 'funnel', { side })),
    ...(late < 0 ? [] : [problem('funnel_order', `funnel[${late}]`, { code: funnel[late]!.code })]),
    ...funnel.flatMap(({ binding }, index) => binding.kind === 'stages' && binding.stages.length === 0
      ? [problem('step_without_binding', `funnel[${index}].binding`, { code: funnel[index]!.code })]
      : []),
  ]
}

function checkStages({ funnel }: TreatyDocument): TreatyProblem[] {
  const seen = new Map<string, { side: string, code: string }>()
  const problems: TreatyProblem[] = []
  funnel.forEach(({ binding, side, code }, index) => {
    for (const stage of binding.kind === 'stages' ? binding.stages : []) {
      const key = stageKey(stage)
      const other = seen.get(key)
      if (other && other.side !== side)
        problems.push(problem('stage_on_both_sides', `funnel[${index}].binding`, { stage: stage.stageId, code, other: other.code }))
      else if (other)
        problems.push(problem('stage_twice', `funnel[${index}].binding`, { stage: stage.stageId, code, other: other.code }))
      seen.set(key, { side, code })
    }
  })
  return problems
}

function checkHandoff({ funnel, handoff }: TreatyDocument): TreatyProblem[] {
  const lastMarketing = funnel.filter(step => step.side === 'marketing').at(-1)
  const both = handoff.intakeStageIds.filter(stage => handoff.beyondStageIds.includes(stage))
  return [
    ...(handoff.intakeStageIds.length === 0 ? [problem('handoff_missing', 'handoff.intakeStageIds')] : []),
    ...(handoff.beyondStageIds.length === 0 ? [problem('handoff_missing', 'handoff.beyondStageIds')] : []),
    ...(lastMarketing && lastMarketing.code !== handoff.afterStep ? [problem('handoff_step_unknown', 'handoff.afterStep', { code: handoff.afterStep, expected: lastMarketing.code })] : []),
    ...both.map(stage => problem('stage_on_both_sides', 'handoff.beyondStageIds', { stage })),
    ...funnel.flatMap(step => wrongSide(step, handoff).map(stage => problem('stage_on_both_sides', 'handoff', { stage, code: step.code }))),
  ]
}

/** Intake stages that a sales step claims, and stages beyond that a marketing step claims. */
function wrongSide(step: TreatyDocument['funnel'][number], handoff: TreatyDocument['handoff']): string[] {
  if (step.binding.kind !== 'stages')
    return []
  const across = step.side === 'sales' ? handoff.intakeStageIds : handoff.beyondStageIds
  return step.binding.stages.filter(stage => isIntakeItem(stage, handoff) && across.includes(stage.stageId)).map(stage => stage.stageId)
}

function isIntakeItem(stage: StageRef, { intake }: TreatyDocument['handoff']): boolean {
  return stage.entityTypeId === intake.entityTypeId && stage.pipelineId === intake.pipelineId
}

/** One text per stage of a portal. */
export function stageKey(stage: StageRef): string {
  return `${stage.entityTypeId}:${stage.pipelineId}:${stage.stageId}`
}
