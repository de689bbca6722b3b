import type { BackfillChange, BackfillPart, BackfillRepository } from '../backfills.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { BACKFILL_PARTS } from '../backfills.ts'
import { toColumns } from './row-values.ts'

/** How far the past has been read, on any engine. */
export function backfillRepository(db: Database): BackfillRepository {
  return {
    async list(portalId) {
      const rows = await db.selectFrom('backfillPart').selectAll().where('portalId', '=', portalId).execute()
      return rows.map(({ portalId: _, ...row }): BackfillPart => row).sort((one, other) => BACKFILL_PARTS.indexOf(one.part) - BACKFILL_PARTS.indexOf(other.part))
    },
    async plan(portalId) {
      await sql`
        insert into backfill_part (portal_id, part)
        select ${portalId}::int, part from unnest(${[...BACKFILL_PARTS]}::text[]) part
        on conflict (portal_id, part) do nothing`.execute(db)
    },
    async change(portalId, part, { moreRows = 0, moreMs = 0, ...change }) {
      await db.updateTable('backfillPart')
        .set(toColumns<Omit<BackfillChange, 'moreRows' | 'moreMs'>>(change))
        .set(row => ({ rowsRead: row('rowsRead', '+', moreRows), workedMs: row('workedMs', '+', Math.round(moreMs)) }))
        .where('portalId', '=', portalId)
        .where('part', '=', part)
        .execute()
    },
    async unfinished({ afterPortalId, limit }) {
      const { rows } = await sql<{ portalId: number }>`
        select p.portal_id from portal p
        where p.portal_id > ${afterPortalId} and p.status = 'active'
          and (select count(*) from backfill_part b where b.portal_id = p.portal_id and b.state = 'done') < ${BACKFILL_PARTS.length}
        order by p.portal_id limit ${limit}`.execute(db)
      return rows.map(row => row.portalId)
    },
    async addCalls(portalId, calls) {
      if (calls.length === 0)
        return
      const document = JSON.stringify(calls.map(row => [row.entityTypeId, row.itemId, row.calls]))
      await sql`
        insert into backfill_call as c (portal_id, entity_type_id, item_id, calls)
        select ${portalId}::int, (e->>0)::smallint, (e->>1)::int, (e->>2)::int from jsonb_array_elements(${document}::jsonb) e order by 2, 3
        on conflict (portal_id, entity_type_id, item_id) do update set calls = c.calls + excluded.calls`.execute(db)
    },
    async settleCalls(portalId) {
      await sql`
        update item i set calls_made = greatest(i.calls_made, c.calls) from backfill_call c
        where i.portal_id = ${portalId} and c.portal_id = ${portalId} and c.entity_type_id = i.entity_type_id and c.item_id = i.item_id`.execute(db)
      await db.deleteFrom('backfillCall').where('portalId', '=', portalId).execute()
    },
  }
}
