import type { MoveRepository, StageMove } from '../moves.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { markingOf } from './figure-marks.ts'
import { insertRows, lastOfEach } from './insert-rows.ts'
import { isOneOf } from './items.ts'
import { at } from './row-values.ts'

const KEY = ['portalId', 'entityTypeId', 'historyId']
const COLUMNS = [...KEY, 'itemId', 'typeId', 'pipelineId', 'stageId', 'semantic', 'movedAt', 'movedBy']
const CREATED = 1

/** Stage moves on any engine. */
export function moveRepository(db: Database): MoveRepository {
  const ofItems: MoveRepository['ofItems'] = async (portalId, refs) => refs.length === 0
    ? []
    : db.selectFrom('stageMove').selectAll().where('portalId', '=', portalId).where(isOneOf(refs)).orderBy('movedAt').orderBy('historyId').execute()
  return {
    async insertMany(portalId, moves) {
      if (moves.length === 0)
        return []
      const rows = lastOfEach(moves, move => `${move.entityTypeId}:${move.historyId}`).map(move => ({ ...move, portalId }))
      const { rows: added } = await sql<StageMove>`
        with added as (
          ${insertRows({ table: 'stageMove', columns: COLUMNS, orderBy: KEY, rows })}
          on conflict (portal_id, entity_type_id, history_id) do nothing returning *
        ), marked as (${markingOf(portalId, sql`select entity_type_id, item_id from added`)})
        select * from added`.execute(db)
      return added
    },
    ofItem: (portalId, ref) => ofItems(portalId, [ref]),
    ofItems,
    async countSince(portalId, sinceAt) {
      const { count } = await db.selectFrom('stageMove')
        .select(db.fn.countAll<number>().as('count'))
        .where('portalId', '=', portalId)
        .where('movedAt', '>=', at(sinceAt))
        .where('typeId', '!=', CREATED)
        .executeTakeFirstOrThrow()
      return count
    },
    async lastHistoryId(portalId, entityTypeId) {
      const row = await db.selectFrom('stageMove')
        .select('historyId')
        .where('portalId', '=', portalId)
        .where('entityTypeId', '=', entityTypeId)
        .orderBy('historyId', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.historyId ?? 0
    },
  }
}
