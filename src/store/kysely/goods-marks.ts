import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'

/**
 * Marks intake items whose product rows are to be read, in the statement that writes them. `rows` is a query of rows of `item`; of
 * these only items with an amount can have rows, and only those with a category can lose them.
 */
export function goodsMarkingOf(portalId: number, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into goods_due (portal_id, entity_type_id, item_id, version)
    select i.portal_id, i.entity_type_id, i.item_id, i.mirror_version from (${rows}) i
    join portal p on p.portal_id = i.portal_id and i.entity_type_id = case p.crm_mode when 'simple' then 2 else 1 end
    where i.portal_id = ${portalId} and i.deleted_at is null and (i.amount_minor > 0 or i.category_key is not null)
      and not exists (select 1 from category_field c where c.portal_id = ${portalId})
    order by 2, 3
    on conflict (portal_id, entity_type_id, item_id) do update set version = greatest(goods_due.version, excluded.version)`
}
