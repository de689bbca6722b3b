import type { RawBuilder } from 'kysely'
import type { ItemRef } from '../../domain/item-ref.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { CHANNEL } from '../engine.ts'

/**
 * Marks items whose raw rows changed, in the transaction that changes them, and announces it: no writer can forget the figures, and
 * none is worked out before the change is visible. `rows` is a query of `entity_type_id, item_id`.
 */
export function markingOf(portalId: number, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  const payload = JSON.stringify({ topic: 'figures', portals: [portalId] })
  return sql`
    insert into figure_dirty_item (portal_id, entity_type_id, item_id, version)
    select distinct ${portalId}::int, changed.entity_type_id, changed.item_id, 1 from (${rows}) changed order by 2, 3
    on conflict (portal_id, entity_type_id, item_id) do update set version = figure_dirty_item.version + 1
    returning pg_notify(${CHANNEL}, ${payload})`
}

/** Marks items by their names. */
export async function markFigures(db: Database, portalId: number, refs: readonly ItemRef[]): Promise<void> {
  if (refs.length === 0)
    return
  const document = JSON.stringify(refs.map(ref => [ref.entityTypeId, ref.itemId]))
  await markingOf(portalId, sql`select (e->>0)::smallint as entity_type_id, (e->>1)::int as item_id from jsonb_array_elements(${document}::jsonb) e`).execute(db)
}
