import type { StageMoveRow } from '../../contracts/rest/stage-history.schema.ts'
import type { EntityTypeId } from '../../domain/item-ref.ts'
import type { PastPart } from './past-part.ts'
import { readStageHistory, stageHistoryRow } from '../../bitrix/stage-history.ts'
import { LEAD } from '../../domain/item-ref.ts'
import { sweepsFrom } from '../sweeps-from.ts'
import { PAGE_ROWS, windowFilter } from './past-part.ts'

/**
 * Stage history of the past. Moves since the installation are left to the slices that judge them: these know who made the move,
 * and a move already in the mirror would be taken for judged.
 */
export function historyPart(entityTypeId: EntityTypeId): PastPart<StageMoveRow> {
  const row = (key: string, part: Record<string, unknown>) => ({ ...stageHistoryRow(key, entityTypeId, {}), params: { ...stageHistoryRow(key, entityTypeId, {}).params, ...part } })
  return {
    name: entityTypeId === LEAD ? 'lead_history' : 'deal_history',
    method: 'crm.stagehistory.list',
    page: (key, window) => row(key, { filter: windowFilter('ID', window) }),
    newest: key => row(key, { order: { ID: 'DESC' } }),
    count: key => row(key, { start: 0 }),
    lastIdOf: key => `$result[${key}][items][${PAGE_ROWS - 1}][ID]`,
    read(result) {
      const rows = readStageHistory(result)
      return { ids: rows.map(row => row.historyId), rows }
    },
    async store({ within, portal }, rows) {
      const past = rows.filter(row => row.movedAt < sweepsFrom(portal))
      await within.moves.insertMany(portal.portalId, past.map(row => ({ ...row, entityTypeId, movedBy: null })))
    },
  }
}
