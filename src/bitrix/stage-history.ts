import type { StageMoveRow } from '../contracts/rest/stage-history.schema.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { BatchRow } from './portal-client.ts'
import { stageHistoryResultSchema } from '../contracts/rest/stage-history.schema.ts'
import { LEAD } from '../domain/item-ref.ts'
import { parseAnswer } from './parse-answer.ts'

/** Where in the history to read: after a row, or the rows of some items; both parts may be given. */
export interface HistoryFrom {
  /** Rows with a greater id only. */
  afterHistoryId?: number
  /** Items, at most 50. */
  itemIds?: readonly number[]
}

/** A batch row that reads up to 50 stage moves in order of their id. */
export function stageHistoryRow(key: string, entityTypeId: EntityTypeId, from: HistoryFrom): BatchRow {
  const common = ['ID', 'TYPE_ID', 'OWNER_ID', 'CREATED_TIME']
  const select = entityTypeId === LEAD
    ? [...common, 'STATUS_ID', 'STATUS_SEMANTIC_ID']
    : [...common, 'CATEGORY_ID', 'STAGE_ID', 'STAGE_SEMANTIC_ID']
  const filter = {
    ...(from.afterHistoryId === undefined ? {} : { '>ID': from.afterHistoryId }),
    ...(from.itemIds === undefined ? {} : { '@OWNER_ID': [...from.itemIds] }),
  }
  return { key, method: 'crm.stagehistory.list', params: { entityTypeId, order: { ID: 'ASC' }, filter, select, start: -1 } }
}

/** Reads the answer. @throws UnexpectedAnswerError */
export function readStageHistory(result: unknown): StageMoveRow[] {
  return parseAnswer(stageHistoryResultSchema, result, 'crm.stagehistory.list').items
}
