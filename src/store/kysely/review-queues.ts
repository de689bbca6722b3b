import type { RawBuilder } from 'kysely'
import type { ReviewRepository, StandingFilter, StandingOrder, StandingPart, StoredStanding } from '../reviews.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at } from './row-values.ts'

const FAR = 9_000_000_000_000_000

/** Milliseconds of an instant; what has none sorts last. */
const ms = (column: RawBuilder<unknown>): RawBuilder<number> => sql<number>`coalesce(round(extract(epoch from ${column}) * 1000), ${FAR})::bigint`

/** Three numbers that sort each order ascending; the id decides between equals. */
const KEYS: Readonly<Record<StandingOrder, readonly RawBuilder<number>[]>> = {
  use: [sql<number>`rank::bigint`, sql<number>`(-coalesce(cost_minor, -1))::bigint`, ms(sql`due_at`)],
  due: [ms(sql`clock_at`), sql<number>`rank::bigint`, sql<number>`0::bigint`],
  recent: [sql<number>`(-${ms(sql`coalesce(ruled_at, reviewed_at, due_at, chosen_at)`)})::bigint`, sql<number>`0::bigint`, sql<number>`0::bigint`],
}

/** Queues of reviews on any engine. */
export function reviewQueues(db: Database): Pick<ReviewRepository, 'queue' | 'counts' | 'dueByClock' | 'waitingForDeleted' | 'standings'> {
  const select = (portalId: number) => db.selectFrom('reviewStanding').selectAll().where('portalId', '=', portalId)
  return {
    async queue(portalId, filter, order, request) {
      const limit = pageLimit(request)
      const after = readCursor(request.cursor, 4)
      const [first, second, third] = KEYS[order] as readonly [RawBuilder<number>, RawBuilder<number>, RawBuilder<number>]
      const { rows } = await sql<StoredStanding & { k1: number, k2: number, k3: number }>`
        select s.*, ${first} as k1, ${second} as k2, ${third} as k3 from review_standing s
        where portal_id = ${portalId} and ${matches(filter)}
          and (${after.length === 0} or (${first}, ${second}, ${third}, review_id) > (${after[0] ?? 0}::bigint, ${after[1] ?? 0}::bigint, ${after[2] ?? 0}::bigint, ${after[3] ?? 0}::bigint))
        order by k1, k2, k3, review_id limit ${limit + 1}`.execute(db)
      return toPage(rows, limit, row => [row.k1, row.k2, row.k3, row.reviewId])
    },
    async counts(portalId, filters) {
      if (filters.length === 0)
        return []
      const columns = sql.join(filters.map((filter, index) => sql`count(*) filter (where ${matches(filter)})::int as ${sql.id(`c${index}`)}`))
      const { rows: [row] } = await sql<Record<string, number>>`select ${columns} from review_standing where portal_id = ${portalId}`.execute(db)
      return filters.map((_, index) => row?.[`c${index}`] ?? 0)
    },
    dueByClock: (portalId, now, limit) => select(portalId).where('clockAt', '<', at(now)).orderBy('clockAt').limit(limit).execute(),
    waitingForDeleted: (portalId, limit) => select(portalId)
      .where('state', '=', 'waiting')
      .where(({ exists, selectFrom }) => exists(selectFrom('item').select('item.itemId')
        .where('item.portalId', '=', portalId)
        .whereRef('item.entityTypeId', '=', 'reviewStanding.entityTypeId')
        .whereRef('item.itemId', '=', 'reviewStanding.itemId')
        .where('item.deletedAt', 'is not', null)))
      .orderBy('reviewId')
      .limit(limit)
      .execute(),
    async standings(portalId, reviewIds) {
      return reviewIds.length === 0 ? [] : select(portalId).where('reviewId', 'in', reviewIds).orderBy('reviewId').execute()
    },
  }
}

function matches({ parts, authorIds, assignedTo, reviewerId }: StandingFilter): RawBuilder<boolean> {
  const all = [
    parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts.map(matchesPart), sql` or `)})`,
    ...(authorIds ? [isIn('author_id', authorIds)] : []),
    ...(assignedTo === undefined ? [] : [sql<boolean>`assigned_to = ${assignedTo}`]),
    ...(reviewerId === undefined ? [] : [sql<boolean>`reviewer_id = ${reviewerId}`]),
  ]
  return sql<boolean>`(${sql.join(all, sql` and `)})`
}

function matchesPart(part: StandingPart): RawBuilder<boolean> {
  const all = [
    ...(part.side === undefined ? [] : [sql<boolean>`side = ${part.side}`]),
    ...(part.states === undefined ? [] : [isIn('state', part.states)]),
    ...(part.ranks === undefined ? [] : [isIn('rank', part.ranks)]),
    ...(part.byAudit === undefined ? [] : [sql<boolean>`by_audit = ${part.byAudit}`]),
    ...(part.insisted === undefined ? [] : [sql<boolean>`insisted = ${part.insisted}`]),
    ...(part.isSampled === undefined ? [] : [sql<boolean>`is_sampled = ${part.isSampled}`]),
    ...(part.isOwnerRuling === undefined ? [] : [sql<boolean>`is_owner_ruling = ${part.isOwnerRuling}`]),
    ...(part.reviewed === undefined ? [] : [part.reviewed ? sql<boolean>`reviewer_id is not null` : sql<boolean>`reviewer_id is null`]),
  ]
  return all.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(all, sql` and `)})`
}

/** The values go in as one document: the statement's text stays the same for any number of them. */
function isIn(column: string, values: readonly (string | number)[]): RawBuilder<boolean> {
  if (values.length === 0)
    return sql<boolean>`false`
  const document = JSON.stringify(values)
  return typeof values[0] === 'number'
    ? sql<boolean>`${sql.id(column)} in (select e::int from jsonb_array_elements_text(${document}::jsonb) e)`
    : sql<boolean>`${sql.id(column)} in (select jsonb_array_elements_text(${document}::jsonb))`
}
