import type { GovernedPipeline } from '../domain/gate-policy.ts'
import type { FunnelStep, Handoff, StageRef } from '../domain/treaty.ts'
import { DEAL, LEAD } from '../domain/item-ref.ts'
import { DEFAULT_PIPELINE_POLICY } from '../domain/treaty-defaults.ts'

/** A stage of the portal as far as the proposal needs it. */
export interface KnownStage extends StageRef {
  readonly semantic: 'P' | 'S' | 'F'
  readonly sort: number
  /** The waiting stage «Ждёт квалификации» of its pipeline. */
  readonly isWaiting: boolean
}

/** What the portal's stages suggest. */
export interface StageProposal {
  readonly funnel: readonly FunnelStep[]
  readonly handoff: Handoff
  readonly pipelines: readonly GovernedPipeline[]
}

/** With fewer stages at work the last one is where leads are still being judged. */
const MIN_STAGES_FOR_BORDER = 3

/**
 * Binds the funnel to the portal's real stages by what they mean: leads at work before the handoff, the last of them and the
 * success stage beyond; first, further and won stages of deals as P1, P2, P3. Junk, lost and waiting stages belong to no step.
 * In simple mode deals of the first pipeline are the intake, and their first stage lies before the handoff.
 */
export function mapStages(stages: readonly KnownStage[], crmMode: 'classic' | 'simple'): StageProposal {
  const ordered = [...stages].sort((one, other) => one.sort - other.sort)
  const intake = crmMode === 'classic' ? { entityTypeId: LEAD, pipelineId: 0 } as const : { entityTypeId: DEAL, pipelineId: firstPipeline(ordered) } as const
  const own = ordered.filter(stage => stage.entityTypeId === intake.entityTypeId && stage.pipelineId === intake.pipelineId && !stage.isWaiting)
  const working = own.filter(stage => stage.semantic === 'P')
  const border = crmMode === 'simple' ? Math.min(1, working.length) : working.length >= MIN_STAGES_FOR_BORDER ? working.length - 1 : working.length
  const beyond = [...working.slice(border), ...own.filter(stage => stage.semantic === 'S')]
  const before = working.slice(0, border)
  return {
    funnel: funnelOf(before, crmMode === 'classic' ? beyond : [], salesStages(ordered, before)),
    handoff: { afterStep: 'M3', intake, intakeStageIds: before.map(stage => stage.stageId), beyondStageIds: beyond.map(stage => stage.stageId) },
    pipelines: governedPipelines(ordered),
  }
}

function funnelOf(before: readonly KnownStage[], qualified: readonly KnownStage[], sales: readonly KnownStage[]): FunnelStep[] {
  const first = sales.filter((stage, index) => stage.semantic === 'P' && sales.findIndex(other => other.pipelineId === stage.pipelineId && other.semantic === 'P') === index)
  return [
    { code: 'M1', side: 'marketing', owner: 'cmo', words: { ru: 'Посетитель', en: 'Visitor' }, binding: { kind: 'traffic', figure: 'visits' } },
    { code: 'M2', side: 'marketing', owner: 'cmo', words: { ru: 'Подписчик', en: 'Subscriber' }, binding: { kind: 'traffic', figure: 'subscribers' } },
    { code: 'M3', side: 'marketing', owner: 'marketer', words: { ru: 'Лид', en: 'Lead' }, binding: bind(before) },
    { code: 'P1', side: 'sales', owner: 'rep', words: { ru: 'Квалифицированный лид', en: 'Qualified lead' }, binding: bind([...qualified, ...first]) },
    { code: 'P2', side: 'sales', owner: 'rep', words: { ru: 'Переговоры', en: 'Negotiation' }, binding: bind(sales.filter(stage => stage.semantic === 'P' && !first.includes(stage))) },
    { code: 'P3', side: 'sales', owner: 'rop', words: { ru: 'Успешная сделка', en: 'Won deal' }, binding: bind(sales.filter(stage => stage.semantic === 'S')) },
  ]
}

function bind(stages: readonly KnownStage[]): FunnelStep['binding'] {
  return { kind: 'stages', stages: stages.map(({ entityTypeId, pipelineId, stageId }) => ({ entityTypeId, pipelineId, stageId })) }
}

function salesStages(ordered: readonly KnownStage[], before: readonly KnownStage[]): KnownStage[] {
  return ordered.filter(stage => stage.entityTypeId === DEAL && !stage.isWaiting && stage.semantic !== 'F' && !before.includes(stage))
}

function governedPipelines(ordered: readonly KnownStage[]): GovernedPipeline[] {
  const ids = [...new Set(ordered.filter(stage => stage.entityTypeId === DEAL).map(stage => stage.pipelineId))].sort((one, other) => one - other)
  return ids.map(pipelineId => ({
    pipelineId,
    waitingStageId: ordered.find(stage => stage.entityTypeId === DEAL && stage.pipelineId === pipelineId && stage.isWaiting)?.stageId ?? null,
    ...DEFAULT_PIPELINE_POLICY,
  }))
}

function firstPipeline(ordered: readonly KnownStage[]): number {
  const ids = ordered.filter(stage => stage.entityTypeId === DEAL).map(stage => stage.pipelineId)
  return ids.length === 0 ? 0 : Math.min(...ids)
}
