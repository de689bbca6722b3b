import type { GateStateDeps } from './gate-state.ts'
import { DEAL } from '../domain/item-ref.ts'
import { documentAt } from './gate-treaty.ts'

/**
 * Names of the pipelines whose waiting stage somebody deleted: the text in force still names it, the portal has it no longer. A deal that
 * comes there without a verdict is then told about and not held. Empty before any version, and where the treaty wants no waiting stage.
 */
export async function lostWaitingStages(deps: GateStateDeps, portalId: number): Promise<string[]> {
  const { store, now } = deps
  const [versions, stages, pipelines] = await Promise.all([deps.readVersions(portalId), store.stages.list(portalId), store.stages.pipelines(portalId)])
  const governed = documentAt(versions, now())?.gate.pipelines ?? []
  const lost = governed.filter(({ pipelineId, waitingStageId }) => waitingStageId !== null && !stages.some(stage => stage.entityTypeId === DEAL && stage.pipelineId === pipelineId && stage.stageId === waitingStageId))
  return lost.map(({ pipelineId }) => pipelines.find(pipeline => pipeline.entityTypeId === DEAL && pipeline.pipelineId === pipelineId)?.name || String(pipelineId))
}
