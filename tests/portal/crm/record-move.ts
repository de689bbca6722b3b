import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId } from './crm-item.ts'
import type { HistoryRow } from './stage.ts'
import { DEAL, LEAD } from './crm-item.ts'

/** Writes a row of the stage history; contacts and companies have none. */
export function recordMove(core: CrmCore, entityTypeId: EntityTypeId, item: CrmItem, kind: 'created' | 'moved' | 'pipeline'): void {
  if (entityTypeId !== LEAD && entityTypeId !== DEAL)
    return
  const semanticId = core.semanticOf(entityTypeId, item)
  const typeId: HistoryRow['typeId'] = kind === 'created' ? 1 : kind === 'pipeline' ? 5 : semanticId === 'P' ? 2 : 3
  core.histories[entityTypeId].add({
    id: core.nextHistoryId(),
    typeId,
    ownerId: item.id,
    createdAt: item.movedTime ?? item.createdTime,
    stageId: item.stageId ?? '',
    semanticId,
    categoryId: item.categoryId ?? 0,
  })
}
