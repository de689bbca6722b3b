import type { FunnelStep, StageRef, TreatyDocument } from '../../src/domain/treaty.ts'
import { stageKey } from '../../src/domain/check-funnel.ts'

/** The intake's stages as the handoff is drawn on them, in order. */
export interface BorderStage {
  readonly stageId: string
  readonly semantic: 'P' | 'S' | 'F'
}

/** Side of a stage: before the handoff, beyond it, or on neither (junk). */
export type StageSide = 'intake' | 'beyond' | 'neither'

/** The side a stage is on. */
export function sideOf({ handoff }: Pick<TreatyDocument, 'handoff'>, stageId: string): StageSide {
  return handoff.intakeStageIds.includes(stageId) ? 'intake' : handoff.beyondStageIds.includes(stageId) ? 'beyond' : 'neither'
}

/**
 * Draws the handoff behind a stage: stages at work up to it lie before, later ones and the success stage beyond, junk on neither.
 * Steps of the funnel follow, so that no step claims a stage of the other side.
 */
export function borderAfter(document: TreatyDocument, stages: readonly BorderStage[], index: number): Pick<TreatyDocument, 'handoff' | 'funnel'> {
  const sides = stages.map((stage, place): [string, StageSide] => [stage.stageId, stage.semantic === 'F' ? 'neither' : stage.semantic === 'P' && place <= index ? 'intake' : 'beyond'])
  return withSides(document, sides)
}

/** Puts one stage on a side; the funnel follows. */
export function withSide(document: TreatyDocument, stages: readonly BorderStage[], stageId: string, side: StageSide): Pick<TreatyDocument, 'handoff' | 'funnel'> {
  return withSides(document, stages.map(stage => [stage.stageId, stage.stageId === stageId ? side : sideOf(document, stage.stageId)]))
}

function withSides(document: TreatyDocument, sides: readonly [string, StageSide][]): Pick<TreatyDocument, 'handoff' | 'funnel'> {
  const on = (wished: StageSide): string[] => sides.filter(([, side]) => side === wished).map(([stageId]) => stageId)
  const handoff = { ...document.handoff, afterStep: lastMarketing(document.funnel)?.code ?? document.handoff.afterStep, intakeStageIds: on('intake'), beyondStageIds: on('beyond') }
  return { handoff, funnel: sides.reduce((funnel, [stageId, side]) => placed(funnel, { ...handoff.intake, stageId }, side, handoff.afterStep), document.funnel) }
}

/** A stage leaves steps of the wrong side; when no step is left to it, it joins the step beside the handoff. */
function placed(funnel: readonly FunnelStep[], stage: StageRef, side: StageSide, afterStep: string): readonly FunnelStep[] {
  const isWrong = (step: FunnelStep): boolean => side === 'neither' || (side === 'intake') !== (step.side === 'marketing')
  const cleared = funnel.map(step => isWrong(step) ? withoutStage(step, stage) : step)
  if (side === 'neither' || cleared.some(step => holds(step, stage)))
    return cleared
  const home = side === 'intake' ? cleared.find(step => step.code === afterStep) : cleared.find(step => step.side === 'sales' && step.binding.kind === 'stages')
  return cleared.map(step => step === home && step.binding.kind === 'stages' ? { ...step, binding: { kind: 'stages', stages: [...step.binding.stages, stage] } } : step)
}

function withoutStage(step: FunnelStep, stage: StageRef): FunnelStep {
  return step.binding.kind === 'stages' ? { ...step, binding: { kind: 'stages', stages: step.binding.stages.filter(other => stageKey(other) !== stageKey(stage)) } } : step
}

function holds(step: FunnelStep, stage: StageRef): boolean {
  return step.binding.kind === 'stages' && step.binding.stages.some(other => stageKey(other) === stageKey(stage))
}

/** A stage goes to one step and leaves all others: nothing is counted twice. */
export function taken(funnel: readonly FunnelStep[], index: number, stage: StageRef): FunnelStep[] {
  return funnel.map((step, place) => {
    const without = withoutStage(step, stage)
    return place === index && without.binding.kind === 'stages' ? { ...without, binding: { kind: 'stages', stages: [...without.binding.stages, stage] } } : without
  })
}

/** The step before the handoff. */
export function lastMarketing(funnel: readonly FunnelStep[]): FunnelStep | undefined {
  return funnel.findLast(step => step.side === 'marketing')
}

/** The funnel with the handoff behind its last marketing step. */
export function withFunnel(document: TreatyDocument, funnel: readonly FunnelStep[]): Pick<TreatyDocument, 'handoff' | 'funnel'> {
  return { funnel, handoff: { ...document.handoff, afterStep: lastMarketing(funnel)?.code ?? document.handoff.afterStep } }
}

/** A step split in two: the new one follows, has a letter behind its code (`M3a`) and takes no stage yet. */
export function splitStep(funnel: readonly FunnelStep[], index: number): FunnelStep[] {
  const step = funnel[index]
  if (!step)
    return [...funnel]
  const root = step.code.replace(/(?<=\d)[a-z]+$/, '')
  const letter = [...'abcdefghijklmnopqrstuvwxyz'].find(candidate => !funnel.some(({ code }) => code === `${root}${candidate}`)) ?? 'z'
  const half: FunnelStep = { ...step, code: `${root}${letter}`, words: { ru: `${step.words.ru} (${letter})`, en: `${step.words.en} (${letter})` }, binding: { kind: 'stages', stages: [] } }
  return [...funnel.slice(0, index + 1), half, ...funnel.slice(index + 1)]
}
