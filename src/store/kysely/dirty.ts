import type { RawBuilder } from 'kysely'
import type { DirtyItem, DirtyRepository, Lane, PortalDirtyMark, TakenDirtyItem } from '../dirty.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { CHANNEL } from '../engine.ts'
import { announceWork } from './announce.ts'
import { lastOfEach } from './insert-rows.ts'
import { isDue } from './is-due.ts'
import { isOneOf } from './items.ts'
import { at } from './row-values.ts'

/** Hints kept per row; a flood of repeats must not make a row grow. */
const HINTS_KEPT = 8

const sameRow = sql`d.entity_type_id = r.entity_type_id and d.item_id = r.item_id and d.version = r.version`

function mergedHint(name: string): RawBuilder<unknown> {
  const before = sql`coalesce(d.evidence->${sql.lit(name)}, '[]'::jsonb)`
  const now = sql`coalesce(excluded.evidence->${sql.lit(name)}, '[]'::jsonb)`
  return sql`${sql.lit(name)}, case when ${before} @> ${now} then ${before}
    else jsonb_path_query_array(${before} || ${now}, ${sql.lit(`$[last - ${HINTS_KEPT - 1} to last]`)}::jsonpath) end`
}

const mergedHints = sql`jsonb_build_object(${sql.join(['events', 'claimedUserIds', 'provenUserIds'].map(mergedHint))})`

/** The inbox on any engine. */
export function dirtyRepository(db: Database): DirtyRepository {
  return {
    mark: (portalId, marks) => markAll(db, marks.map(mark => ({ ...mark, portalId }))),
    markAcrossPortals: marks => markAll(db, marks),
    take: (portalId, wish) => take(db, portalId, wish),
    done: (portalId, rows) => done(db, portalId, rows),
    async defer(portalId, rows, { notBeforeAt, error, lane }) {
      await sql`
        update dirty_item d
        set not_before_at = ${at(notBeforeAt)}, attempts = d.attempts + 1, last_error = ${error}, lane = coalesce(${lane ?? null}, d.lane)
        from ${taken(rows)}
        where d.portal_id = ${portalId} and ${isOneOf(rows, 'd')} and ${sameRow}`.execute(db)
    },
    async resume(portalId, error) {
      await db.updateTable('dirtyItem').set({ notBeforeAt: null }).where('portalId', '=', portalId).where('lastError', '=', error).execute()
      await announceWork(db, portalId)
    },
    waiting: portalId => waiting(db, portalId),
    listFailing: (portalId, { minAttempts, limit }) => db.selectFrom('dirtyItem').selectAll().where('portalId', '=', portalId).where('attempts', '>=', minAttempts).orderBy('attempts', 'desc').orderBy('lastSeenAt').limit(limit).execute(),
    portalsWithWork: (now, limit = 1000) => portalsWithWork(db, now, limit),
  }
}

function taken(rows: readonly TakenDirtyItem[]): RawBuilder<unknown> {
  const document = JSON.stringify(rows.map(row => [row.entityTypeId, row.itemId, row.version]))
  return sql`(select (e->>0)::smallint as entity_type_id, (e->>1)::int as item_id, (e->>2)::bigint as version
    from jsonb_array_elements(${document}::jsonb) e) r`
}

/**
 * The version is the clock's microseconds, and always more than before: it never repeats, so a late `done` cannot remove
 * a row that went and came back.
 */
async function markAll(db: Database, marks: readonly PortalDirtyMark[]): Promise<void> {
  if (marks.length === 0)
    return
  const rows = mergeSame(marks)
  const portals = JSON.stringify({ topic: 'work', portals: [...new Set(marks.map(mark => mark.portalId))].slice(0, 500) })
  await sql`
    with marked as (
      insert into dirty_item as d (portal_id, entity_type_id, item_id, lane, version, deleted, first_seen_at, last_seen_at, not_before_at, evidence)
      select r.portal_id, r.entity_type_id, r.item_id, r.lane, (extract(epoch from clock_timestamp()) * 1000000)::bigint,
        r.deleted, to_timestamp(r.seen_ms / 1000), to_timestamp(r.seen_ms / 1000), to_timestamp(r.not_before_ms / 1000), r.evidence
      from unnest(${column(rows, row => row.portalId)}::int[], ${column(rows, row => row.entityTypeId)}::smallint[],
        ${column(rows, row => row.itemId)}::int[], ${column(rows, row => row.lane)}::text[], ${column(rows, row => row.deleted ?? false)}::boolean[],
        ${column(rows, row => row.seenAt)}::float8[], ${column(rows, row => row.notBeforeAt ?? '')}::float8[],
        ${column(rows, row => JSON.stringify(row.evidence ?? {}))}::jsonb[])
        as r(portal_id, entity_type_id, item_id, lane, deleted, seen_ms, not_before_ms, evidence)
      order by 1, 2, 3
      on conflict (portal_id, entity_type_id, item_id) do update set
        lane = case when excluded.lane = 'live' then 'live' else d.lane end,
        version = greatest(excluded.version, d.version + 1),
        deleted = d.deleted or excluded.deleted,
        last_seen_at = greatest(d.last_seen_at, excluded.last_seen_at),
        not_before_at = case when d.attempts > 0 or excluded.not_before_at is null then excluded.not_before_at else least(d.not_before_at, excluded.not_before_at) end,
        attempts = 0,
        evidence = case when d.evidence @> excluded.evidence then d.evidence else d.evidence || excluded.evidence || ${mergedHints} end
    )
    select pg_notify(${CHANNEL}, ${portals})`.execute(db)
}

/** One statement cannot touch a row twice: marks of the same item become one, with the hints of all. */
function mergeSame(marks: readonly PortalDirtyMark[]): PortalDirtyMark[] {
  const merged = new Map<string, PortalDirtyMark>()
  for (const mark of marks) {
    const key = `${mark.portalId}:${mark.entityTypeId}:${mark.itemId}`
    const before = merged.get(key)
    merged.set(key, before === undefined ? mark : mergeTwo(before, mark))
  }
  return [...merged.values()]
}

function mergeTwo(before: PortalDirtyMark, mark: PortalDirtyMark): PortalDirtyMark {
  const hints = <Hint>(a: Hint[] = [], b: Hint[] = []): Hint[] => lastOfEach([...a, ...b], String).slice(-HINTS_KEPT)
  return {
    ...mark,
    lane: before.lane === 'live' || mark.lane === 'live' ? 'live' : 'bulk',
    deleted: before.deleted === true || mark.deleted === true,
    seenAt: Math.max(before.seenAt, mark.seenAt),
    evidence: {
      ...before.evidence,
      ...mark.evidence,
      events: hints(before.evidence?.events, mark.evidence?.events),
      claimedUserIds: hints(before.evidence?.claimedUserIds, mark.evidence?.claimedUserIds),
      provenUserIds: hints(before.evidence?.provenUserIds, mark.evidence?.provenUserIds),
    },
  }
}

/** A column of many rows in one parameter: lines of text, an empty one is null. (JSON has no line ends of its own.) */
function column(rows: readonly PortalDirtyMark[], value: (row: PortalDirtyMark) => string | number | boolean): RawBuilder<unknown> {
  return sql`string_to_array(${rows.map(value).join('\n')}, ${sql.lit('\n')}, '')`
}

function take(db: Database, portalId: number, wish: { lane: Lane, limit: number, now: number, order?: 'newest' | 'oldest' }): Promise<DirtyItem[]> {
  const isNewest = (wish.order ?? (wish.lane === 'live' ? 'newest' : 'oldest')) === 'newest'
  return db.selectFrom('dirtyItem').selectAll().where('portalId', '=', portalId).where('lane', '=', wish.lane).where(isDue('not_before_at', wish.now)).orderBy('lastSeenAt', isNewest ? 'desc' : 'asc').limit(wish.limit).execute()
}

async function done(db: Database, portalId: number, rows: readonly TakenDirtyItem[]): Promise<number> {
  if (rows.length === 0)
    return 0
  const result = await sql`delete from dirty_item d using ${taken(rows)} where d.portal_id = ${portalId} and ${isOneOf(rows, 'd')} and ${sameRow}`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

async function waiting(db: Database, portalId: number): Promise<Record<Lane, { count: number, oldestSeenAt: number | null }>> {
  const rows = await db.selectFrom('dirtyItem')
    .select(['lane', db.fn.countAll<number>().as('count'), db.fn.min('firstSeenAt').as('oldestSeenAt')])
    .where('portalId', '=', portalId)
    .groupBy('lane')
    .execute()
  const of = (lane: Lane): { count: number, oldestSeenAt: number | null } => rows.find(row => row.lane === lane) ?? { count: 0, oldestSeenAt: null }
  return { live: pick(of('live')), bulk: pick(of('bulk')) }
}

function pick({ count, oldestSeenAt }: { count: number, oldestSeenAt: number | null }): { count: number, oldestSeenAt: number | null } {
  return { count, oldestSeenAt }
}

async function portalsWithWork(db: Database, now: number, limit: number): Promise<{ portalId: number, hasLive: boolean }[]> {
  const { rows } = await sql<{ portalId: number, hasLive: boolean }>`
    select p.portal_id, l.has_live
    from portal p
    cross join lateral (
      select exists (select 1 from dirty_item d where d.portal_id = p.portal_id and d.lane = 'live' and ${isDue('d.not_before_at', now)}) as has_live,
        exists (select 1 from dirty_item d where d.portal_id = p.portal_id and ${isDue('d.not_before_at', now)}) as has_any
    ) l
    where p.status = 'active' and l.has_any
    order by l.has_live desc, p.portal_id
    limit ${limit}`.execute(db)
  return rows
}
