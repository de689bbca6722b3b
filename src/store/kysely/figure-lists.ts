import type { RawBuilder } from 'kysely'
import type { FigureListRepository, ItemListWish, SpanListWish } from '../figure-lists.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { isCounted, isInDays, passes } from './figure-sql.ts'
import { pageLimit, readCursor, toPage } from './keyset.ts'

/** Lists on any engine. */
export function figureListRepository(db: Database): FigureListRepository {
  const items = (portalId: number, wish: ItemListWish) => db.selectFrom('figureItem').where('portalId', '=', portalId).where(itemsOf(wish))
  const spans = (portalId: number, wish: SpanListWish) => db.selectFrom('figureSpan').where('portalId', '=', portalId).where(spansOf(wish))
  return {
    async items(portalId, wish, request) {
      const limit = pageLimit(request)
      const [day, itemId] = readCursor(request.cursor, 2)
      const rows = await items(portalId, wish)
        .selectAll()
        .$if(itemId !== undefined, query => query.where(sql<boolean>`(created_day, item_id) < (${day ?? 0}::int, ${itemId ?? 0}::int)`))
        .orderBy('createdDay', 'desc')
        .orderBy('itemId', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, row => [row.createdDay, row.itemId])
    },
    async countItems(portalId, wish) {
      const { count } = await items(portalId, wish).select(db.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return count
    },
    async spans(portalId, wish, request) {
      const limit = pageLimit(request)
      const [day, entityTypeId, itemId, kind, seq] = readCursor(request.cursor, 5)
      const rows = await spans(portalId, wish)
        .selectAll()
        .$if(seq !== undefined, query => query.where(sql<boolean>`(created_day, entity_type_id, item_id, kind, seq) < (${day ?? 0}::int, ${entityTypeId ?? 0}::smallint, ${itemId ?? 0}::int, ${kind ?? 0}::smallint, ${seq ?? 0}::smallint)`))
        .orderBy('createdDay', 'desc')
        .orderBy('entityTypeId', 'desc')
        .orderBy('itemId', 'desc')
        .orderBy('kind', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, row => [row.createdDay, row.entityTypeId, row.itemId, row.kind, row.seq])
    },
    async countSpans(portalId, wish) {
      const { count } = await spans(portalId, wish).select(db.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return count
    },
  }
}

function itemsOf(wish: ItemListWish): RawBuilder<boolean> {
  const which = 'count' in wish
    ? isCounted(wish.count, wish.now)
    : sql`(step >= ${wish.fromStep}::int and step < ${wish.toStep ?? 32_000}::int)`
  return sql`(${isInDays(`${wish.basis}_day`, wish.range)} and ${passes(wish.filter)} and ${which})`
}

function spansOf(wish: SpanListWish): RawBuilder<boolean> {
  const when = wish.state === 'open' ? sql`ended_at is null` : sql`ended_at is not null and ${isInDays(`${wish.basis}_day`, wish.range)}`
  return sql`(kind = any(${[...wish.kinds]}::int[]) and ${when} and ${passes(wish.filter)})`
}
