import type { RawBuilder } from 'kysely'
import type { EntityTypeId } from '../../domain/item-ref.ts'
import type { DueGoods, GoodsDueRepository, SettledGoods } from '../goods-due.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { markingOf } from './figure-marks.ts'
import { goodsMarkingOf } from './goods-marks.ts'

/** Items whose product rows are to be read, on any engine. */
export function goodsDueRepository(db: Database): GoodsDueRepository {
  return {
    async markAll(portalId) {
      await goodsMarkingOf(portalId, sql`select * from item where portal_id = ${portalId}`).execute(db)
    },
    async take(portalId, entityTypeId, limit) {
      const { rows } = await sql<DueGoods>`
        select d.item_id, d.version, i.item_id is null or i.deleted_at is not null as is_gone
        from goods_due d left join item i on i.portal_id = d.portal_id and i.entity_type_id = d.entity_type_id and i.item_id = d.item_id
        where d.portal_id = ${portalId} and d.entity_type_id = ${entityTypeId} order by d.item_id desc limit ${limit}`.execute(db)
      return rows
    },
    settle: (portalId, entityTypeId, settled) => atOnce(db, within => settle(within, portalId, entityTypeId, settled)),
    async count(portalId) {
      const { count } = await db.selectFrom('goodsDue').select(db.fn.countAll<number>().as('count')).where('portalId', '=', portalId).executeTakeFirstOrThrow()
      return count
    },
    async clear(portalId) {
      await remove(db, portalId, sql`true`)
    },
  }
}

/** Locks items before marks and in order of their key, as the writers of the mirror do. */
async function settle(db: Database, portalId: number, entityTypeId: EntityTypeId, settled: readonly SettledGoods[]): Promise<number> {
  const known = JSON.stringify(settled.filter(one => one.categoryKey !== undefined).map(one => [one.itemId, one.categoryKey]))
  const { rows } = await sql<{ changed: number }>`
    with differing as (
      select i.item_id, e.value->>1 as category_key from item i join jsonb_array_elements(${known}::jsonb) e on i.item_id = (e.value->>0)::int
      where i.portal_id = ${portalId} and i.entity_type_id = ${entityTypeId} and i.deleted_at is null and i.category_key is distinct from e.value->>1
        and not exists (select 1 from category_field c where c.portal_id = ${portalId})
      order by i.item_id for update of i
    ),
    changed as (
      update item i set category_key = d.category_key from differing d
      where i.portal_id = ${portalId} and i.entity_type_id = ${entityTypeId} and i.item_id = d.item_id
      returning i.entity_type_id, i.item_id
    ),
    marked as (${markingOf(portalId, sql`select entity_type_id, item_id from changed`)})
    select count(*)::int as changed from changed`.execute(db)
  const done = JSON.stringify(settled.map(one => [one.itemId, one.version]))
  await remove(db, portalId, sql`
    m.entity_type_id = ${entityTypeId} and (m.item_id, m.version) in (select (e->>0)::int, (e->>1)::bigint from jsonb_array_elements(${done}::jsonb) e)`)
  return rows[0]?.changed ?? 0
}

/** Takes marks off in order of their key: the writers of the mirror set many at once, and neither may wait for the other in a circle. */
async function remove(db: Database, portalId: number, which: RawBuilder<unknown>): Promise<void> {
  await sql`
    delete from goods_due d using (
      select m.entity_type_id, m.item_id from goods_due m where m.portal_id = ${portalId} and ${which} order by m.entity_type_id, m.item_id for update
    ) own where d.portal_id = ${portalId} and d.entity_type_id = own.entity_type_id and d.item_id = own.item_id`.execute(db)
}
