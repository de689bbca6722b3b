import type { FunnelStep, StageRef } from './treaty.ts'
import { stageKey } from './check-funnel.ts'

/** A stage of the portal as far as binding it to a step matters. */
export interface BindableStage extends StageRef {
  readonly semantic: 'P' | 'S' | 'F'
  readonly isWaiting: boolean
}

/** Stages that no step or more than one step claims. */
export interface StageCoverage {
  readonly unmapped: readonly StageRef[]
  /** Each with the codes of its steps. */
  readonly doubled: readonly { readonly stage: StageRef, readonly steps: readonly string[] }[]
}

/**
 * Looks for stages that would count nowhere or twice. Junk, lost and waiting stages belong to no step and are not missed; of
 * deals only the governed pipelines are looked at.
 */
export function stageCoverage(funnel: readonly FunnelStep[], stages: readonly BindableStage[], governedPipelineIds: readonly number[]): StageCoverage {
  const claims = new Map<string, string[]>()
  for (const { binding, code } of funnel) {
    for (const stage of binding.kind === 'stages' ? binding.stages : [])
      claims.set(stageKey(stage), [...claims.get(stageKey(stage)) ?? [], code])
  }
  const expected = stages.filter(stage => stage.semantic !== 'F' && !stage.isWaiting && (stage.entityTypeId === 1 || governedPipelineIds.includes(stage.pipelineId)))
  return {
    unmapped: expected.filter(stage => !claims.has(stageKey(stage))),
    doubled: stages.flatMap((stage) => {
      const steps = claims.get(stageKey(stage)) ?? []
      return steps.length > 1 ? [{ stage, steps }] : []
    }),
  }
}
