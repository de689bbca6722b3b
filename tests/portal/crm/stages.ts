import type { CrmItem, EntityTypeId } from './crm-item.ts'
import type { Directories } from './directories.ts'
import type { DirectoryRow, Stage } from './stage.ts'
import { DEAL, LEAD } from './crm-item.ts'

/** Directory that holds the stages of a kind of item; null for contacts and companies. */
export function stageDirectory(entityTypeId: EntityTypeId, pipelineId: number): string | null {
  if (entityTypeId === LEAD)
    return 'STATUS'
  if (entityTypeId === DEAL)
    return pipelineId === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${pipelineId}`
  return null
}

/** A directory row with the letter items use: unlike `SEMANTICS`, work in progress is `P` there. */
export function toStage(row: DirectoryRow): Stage {
  return { ...row, semanticId: row.semantics ?? 'P' }
}

/** Stages in their order; empty for contacts and companies. */
export function stagesOf(directories: Directories, entityTypeId: EntityTypeId, pipelineId: number): Stage[] {
  const entityId = stageDirectory(entityTypeId, pipelineId)
  return entityId === null ? [] : directories.list(entityId).map(toStage)
}

/** Semantic letter of a stage code; `P` for codes nobody knows any more. */
export function semanticOf(directories: Directories, entityTypeId: EntityTypeId, item: Pick<CrmItem, 'stageId' | 'categoryId'>): 'P' | 'S' | 'F' {
  const entityId = stageDirectory(entityTypeId, item.categoryId ?? 0)
  return entityId === null ? 'P' : directories.find(entityId, item.stageId ?? '')?.semantics ?? 'P'
}
