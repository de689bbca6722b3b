import type { FigureReviewRepository, MarketingChangeRow, ReviewCounts, ReviewPart, ReviewRow } from '../figure-reviews.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { REVIEW_PARTS } from '../figure-reviews.ts'
import { PARTS, reviewRows } from './figure-review-sql.ts'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at } from './row-values.ts'

// The cast: every part is there.
const NOTHING = Object.fromEntries(REVIEW_PARTS.map(part => [part, 0])) as Record<ReviewPart, number>

/** Reviews in numbers, on any engine: read from where reviews stand, so they are never behind them. */
export function figureReviewRepository(db: Database): FigureReviewRepository {
  return {
    async any(portalId) {
      const row = await db.selectFrom('review').select('reviewId').where('portalId', '=', portalId).limit(1).executeTakeFirst()
      return row !== undefined
    },
    async counts(portalId, wish, by) {
      const rep = sql.raw(by === 'rep' ? 'rep_id' : 'null::int')
      const found = new Map<number | null, Partial<Record<ReviewPart, number>>>(by === 'all' ? [[null, {}]] : [])
      for (const from of ['units', 'dues', 'rulings'] as const) {
        const parts = REVIEW_PARTS.filter(part => PARTS[part].from === from)
        const columns = sql.join(parts.map(part => sql`count(*) filter (where ${sql.raw(PARTS[part].condition)}) as ${sql.id(part)}`))
        const { rows } = await sql<Record<string, number | null>>`select ${rep} as rep, ${columns} from ${reviewRows(portalId, from, wish)} group by 1`.execute(db)
        for (const { rep: repId, ...counts } of rows)
          found.set(repId ?? null, { ...found.get(repId ?? null), ...Object.fromEntries(parts.map(part => [part, counts[camel(part)] ?? counts[part] ?? 0])) })
      }
      return [...found].map(([repId, counts]): ReviewCounts => ({ repId, counts: { ...NOTHING, ...counts } }))
    },
    async list(portalId, wish, request) {
      const limit = pageLimit(request)
      const [reviewId] = readCursor(request.cursor, 1)
      const { from, condition } = PARTS[wish.part]
      const after = reviewId === undefined ? sql`true` : sql`review_id < ${reviewId}::bigint`
      const { rows } = await sql<ReviewRow>`
        select review_id, entity_type_id, item_id, rep_id, created_at, label, reason, started_at, ended_at
        from ${reviewRows(portalId, from, wish)} where ${sql.raw(condition)} and ${after} order by review_id desc limit ${limit + 1}`.execute(db)
      return toPage(rows, limit, row => [row.reviewId])
    },
    async signals(portalId, { fromAt, toAt }) {
      const { rows } = await sql<{ repId: number, kind: string, signals: number }>`
        select coalesce(rep_id, 0) as rep_id, kind, count(*) as signals from review_signal
        where portal_id = ${portalId} and at >= ${at(fromAt)} and at < ${at(toAt)} group by 1, 2 order by 1, 2`.execute(db)
      return rows
    },
    async changes(portalId, { fromAt, toAt }, limit) {
      const { rows } = await sql<MarketingChangeRow>`
        select change_id, source_id, utm_campaign, label, reason, words, happened_at from marketing_change
        where portal_id = ${portalId} and happened_at >= ${at(fromAt)} and happened_at < ${at(toAt)} order by happened_at desc, change_id desc limit ${limit}`.execute(db)
      return rows
    },
  }
}

/** Names of columns come back in camel case. */
function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
