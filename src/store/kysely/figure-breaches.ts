import type { RawBuilder } from 'kysely'
import type { BreachFate, BreachRow, BreachWish, FigureBreachRepository } from '../figure-breaches.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { passes } from './figure-sql.ts'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at } from './row-values.ts'

const DAY_MS = 86_400_000

/** The ledger in numbers, on any engine. */
export function figureBreachRepository(db: Database): FigureBreachRepository {
  return {
    async counts(portalId, wish) {
      const { rows } = await sql<{ route: string, fate: BreachFate, breaches: number }>`
        select route, fate, count(*) as breaches from ${fates(portalId, wish)} where ${wanted(wish)} group by route, fate order by route, fate`.execute(db)
      return rows
    },
    async list(portalId, wish, request) {
      const limit = pageLimit(request)
      const [movedAt, breachId] = readCursor(request.cursor, 2)
      const after = breachId === undefined ? sql`true` : sql`(moved_at, breach_id) < (${at(movedAt ?? 0)}, ${breachId}::bigint)`
      const { rows } = await sql<BreachRow>`select * from ${fates(portalId, wish)} where ${wanted(wish)} and ${after} order by moved_at desc, breach_id desc limit ${limit + 1}`.execute(db)
      return toPage(rows, limit, row => [row.movedAt, row.breachId])
    },
  }
}

function fates(portalId: number, wish: BreachWish): RawBuilder<unknown> {
  const dims = sql`created_at, rep_id, source_key, campaign_key, category_key, version_no, is_repeat`
  const isWhole = sql`portal_id = ${portalId} and entity_type_id = case when i.lead_id is null then b.entity_type_id else 1 end and item_id = coalesce(i.lead_id, b.item_id)`
  return sql`(
    select b.breach_id, b.entity_type_id, b.item_id, coalesce(f.rep_id, i.assigned_by, 0) as rep_id, coalesce(f.created_at, i.created_at) as created_at, b.moved_at, b.route,
      case when b.mode = 'observe' then 'observed'
        when exists (select 1 from breach_outcome o where o.portal_id = ${portalId} and o.breach_id = b.breach_id and o.outcome in ('returned', 'held', 'completed', 'granted') and o.at <= b.moved_at + interval '24 hours') then 'corrected'
        when b.moved_at > ${at(wish.now - DAY_MS)} then 'pending' else 'hole' end as fate
    from breach b left join item i on i.portal_id = ${portalId} and i.entity_type_id = b.entity_type_id and i.item_id = b.item_id
    left join lateral (select ${dims} from figure_item where ${isWhole} union all select ${dims} from figure_span where ${isWhole} limit 1) f on true
    where b.portal_id = ${portalId} and b.moved_at >= ${at(wish.fromAt)} and b.moved_at < ${at(wish.toAt)} and b.kind <> 'junk' and ${passes(wish.filter)}
  ) as told`
}

function wanted({ fates: some, route }: BreachWish): RawBuilder<unknown> {
  return sql`${some === undefined ? sql`true` : sql`fate = any(${[...some]}::text[])`} and ${route === undefined ? sql`true` : sql`route = ${route}`}`
}
