import { z } from 'zod'
import { restInstant, restInt, restList, restText } from './rest-scalars.schema.ts'

/** One row of `crm.stagehistory.list`: leads name their stage STATUS_ID, deals STAGE_ID with a CATEGORY_ID. Holds no user. */
const stageMoveSchema = z.object({
  ID: restInt,
  TYPE_ID: restInt,
  OWNER_ID: restInt,
  CREATED_TIME: restInstant,
  CATEGORY_ID: restInt.nullish(),
  STAGE_ID: restText,
  STATUS_ID: restText,
  STAGE_SEMANTIC_ID: restText,
  STATUS_SEMANTIC_ID: restText,
}).transform((row, context) => {
  const stageId = row.STATUS_ID ?? row.STAGE_ID
  if (stageId === null) {
    context.addIssue({ code: 'custom', message: 'a move without a stage' })
    return z.NEVER
  }
  return {
    historyId: row.ID,
    typeId: row.TYPE_ID,
    itemId: row.OWNER_ID,
    movedAt: row.CREATED_TIME,
    pipelineId: row.CATEGORY_ID ?? 0,
    stageId,
    semantic: semanticOf(row.STATUS_SEMANTIC_ID ?? row.STAGE_SEMANTIC_ID),
  }
})

/** The result of `crm.stagehistory.list`. */
export const stageHistoryResultSchema = z.object({ items: restList(stageMoveSchema) })

/** A stage move as read. */
export type StageMoveRow = z.infer<typeof stageMoveSchema>

function semanticOf(value: string | null): 'P' | 'S' | 'F' {
  return value === 'S' || value === 'F' ? value : 'P'
}
