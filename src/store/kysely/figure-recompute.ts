import type { RawBuilder } from 'kysely'
import type { DirtyBasis, ItemBasis } from '../figure-facts.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { weekFrom } from '../../domain/local-time.ts'
import { SPAN_KINDS } from '../figure-facts.ts'
import { BASIS_CODES } from './figure-facts.ts'
import { addedColumns, countColumns, sumColumnNames } from './figure-sql.ts'

/** Grains of the kept sums. */
export const GRAINS = { day: 0, week: 1, month: 2 } as const

/** Numbers of the dimensions in the tables. */
export const DIM_CODES = { all: 0, source: 1, rep: 2, campaign: 3, category: 4, version: 5 } as const

/** Numbers of the pairs in the tables. */
export const PAIR_CODES = { source_campaign: 1, source_rep: 2, category_source: 3 } as const

/** Pairs are kept by creation and by first verdict. */
export const PAIR_BASES: readonly DirtyBasis[] = ['created', 'verdict']

/** Kinds of spans whose histograms are kept by rep: pages show no others for each rep, and fifty reps would make most of the work. */
export const REP_KINDS: readonly number[] = [SPAN_KINDS.whole, SPAN_KINDS.handoffWait, SPAN_KINDS.verdictWait]

const DAY_MS = 86_400_000

/** Days from first to before the next first. */
export interface Bucket {
  from: number
  to: number
}

/** Works out again what is kept about these days, from the facts for the days, from the days for weeks and months; they are clean then. */
export async function recomputeDays(db: Database, portalId: number, basis: DirtyBasis, days: readonly number[], weekStart: number): Promise<void> {
  if (days.length === 0)
    return
  const spans = { months: bucketsOf(days, monthOf), weeks: bucketsOf(days, day => weekBucket(day, weekStart)) }
  if (basis !== 'ended') {
    await itemDays(db, portalId, basis, days)
    await addUp(db, portalId, { table: 'figure_dim', ids: ['dim', 'dim_id'], grain: GRAINS.week, basis, buckets: spans.weeks })
    await addUp(db, portalId, { table: 'figure_dim', ids: ['dim', 'dim_id'], grain: GRAINS.month, basis, buckets: spans.months })
    if (PAIR_BASES.includes(basis)) {
      const pair = { table: 'figure_pair', ids: ['pair', 'left_id', 'right_id', 'version_no'], basis } as const
      await addUp(db, portalId, { ...pair, grain: GRAINS.week, buckets: spans.weeks })
      await addUp(db, portalId, { ...pair, grain: GRAINS.month, buckets: spans.months })
    }
  }
  if (basis === 'created')
    await stepDays(db, portalId, days, spans.months)
  if (basis === 'created' || basis === 'ended')
    await spanDays(db, portalId, basis, days, spans.months)
  await sql`delete from figure_dirty_day where portal_id = ${portalId} and basis = ${BASIS_CODES[basis]} and day = any(${[...days]}::int[])`.execute(db)
}

/** One pass over the items of the days makes the sums of every dimension and pair. */
async function itemDays(db: Database, portalId: number, basis: ItemBasis, days: readonly number[]): Promise<void> {
  const code = BASIS_CODES[basis]
  const day = sql.id(`${basis}_day`)
  const hasPairs = PAIR_BASES.includes(basis)
  await clear(db, 'figure_dim', portalId, sql`dim between 0 and 5 and basis = ${code} and grain = 0 and bucket = any(${[...days]}::int[])`)
  if (hasPairs)
    await clear(db, 'figure_pair', portalId, sql`pair between 1 and 3 and basis = ${code} and grain = 0 and bucket = any(${[...days]}::int[])`)
  const pairSets = hasPairs ? sql`, (bucket, source_key, campaign_key), (bucket, source_key, rep_id), (bucket, category_key, source_key, version_no)` : sql``
  await sql`
    with facts as (select ${day} as bucket, * from figure_item where portal_id = ${portalId} and ${day} = any(${[...days]}::int[])),
    sets as materialized (
      select bucket, grouping(source_key, rep_id, campaign_key, category_key, version_no) as grouped, source_key, rep_id, campaign_key, category_key, version_no as version_key, ${countColumns}
      from facts group by grouping sets ((bucket), (bucket, source_key), (bucket, rep_id), (bucket, campaign_key), (bucket, category_key), (bucket, version_no)${pairSets})
    ),
    dims as (
      insert into figure_dim (portal_id, dim, basis, grain, bucket, dim_id, ${sumColumnNames})
      select ${portalId}::int, dim, ${code}::smallint, 0, bucket, dim_id, ${sumColumnNames} from (
        select case grouped when 31 then 0 when 15 then 1 when 23 then 2 when 27 then 3 when 29 then 4 else 5 end as dim,
          case grouped when 31 then 0 when 15 then source_key when 23 then rep_id when 27 then campaign_key when 29 then category_key else version_key end as dim_id, *
        from sets where grouped in (31, 15, 23, 27, 29, 30)) as single
      order by dim, bucket, dim_id
    )
    insert into figure_pair (portal_id, pair, basis, grain, bucket, left_id, right_id, version_no, ${sumColumnNames})
    select ${portalId}::int, pair, ${code}::smallint, 0, bucket, left_id, right_id, coalesce(version_key, -1), ${sumColumnNames} from (
      select case grouped when 11 then 1 when 7 then 2 else 3 end as pair, case grouped when 12 then category_key else source_key end as left_id,
        case grouped when 11 then campaign_key when 7 then rep_id else source_key end as right_id, *
      from sets where grouped in (11, 7, 12)) as paired
    order by pair, bucket, left_id, right_id, version_key`.execute(db)
}

interface AddUp {
  table: 'figure_dim' | 'figure_pair'
  ids: readonly string[]
  grain: number
  basis: ItemBasis
  buckets: readonly Bucket[]
}

/** Weeks and months are the sums of their days. Weeks kept from another first day of the week, which lie across these, go with them. */
async function addUp(db: Database, portalId: number, { table, ids, grain, basis, buckets }: AddUp): Promise<void> {
  const code = BASIS_CODES[basis]
  const kind = sql.id(ids[0]!)
  const all = ids[0] === 'dim' ? sql`${kind} between 0 and 5` : sql`${kind} between 1 and 3`
  const firsts = buckets.flatMap(({ from }) => grain === GRAINS.week ? Array.from({ length: 13 }, (_, index) => from - 6 + index) : [from])
  await clear(db, table, portalId, sql`${all} and basis = ${code} and grain = ${grain} and bucket = any(${firsts}::int[])`)
  const others = sql.join(ids.slice(1).map(id => sql.id(id)))
  await sql`
    insert into ${sql.id(table)} (portal_id, ${kind}, basis, grain, bucket, ${others}, ${sumColumnNames})
    select ${portalId}::int, ${kind}, ${code}::smallint, ${grain}::smallint, b.first, ${others}, ${addedColumns}
    from ${bucketRows(buckets)} join ${sql.id(table)} s on s.portal_id = ${portalId} and ${all} and s.basis = ${code} and s.grain = 0 and s.bucket >= b.first and s.bucket < b.next
    group by ${kind}, b.first, ${others} order by ${kind}, b.first, ${others}`.execute(db)
}

/** How far items of these cohort days got. */
async function stepDays(db: Database, portalId: number, days: readonly number[], months: readonly Bucket[]): Promise<void> {
  await clear(db, 'figure_funnel', portalId, sql`dim between 0 and 5 and grain = 0 and bucket = any(${[...days]}::int[])`)
  await sql`
    insert into figure_funnel (portal_id, dim, grain, bucket, dim_id, step, items)
    select ${portalId}::int, case grouped when 31 then 0 when 15 then 1 when 23 then 2 when 27 then 3 when 29 then 4 else 5 end as dim, 0, created_day,
      coalesce(source_key, rep_id, campaign_key, category_key, version_no, 0) as dim_id, step, items
    from (
      select created_day, step, source_key, rep_id, campaign_key, category_key, version_no, grouping(source_key, rep_id, campaign_key, category_key, version_no) as grouped, count(*) as items
      from figure_item where portal_id = ${portalId} and created_day = any(${[...days]}::int[])
      group by grouping sets ((created_day, step), (created_day, step, source_key), (created_day, step, rep_id), (created_day, step, campaign_key), (created_day, step, category_key), (created_day, step, version_no))
    ) sets order by dim, created_day, dim_id, step`.execute(db)
  await clear(db, 'figure_funnel', portalId, sql`dim between 0 and 5 and grain = 2 and bucket = any(${months.map(({ from }) => from)}::int[])`)
  await sql`
    insert into figure_funnel (portal_id, dim, grain, bucket, dim_id, step, items)
    select ${portalId}::int, dim, 2, b.first, dim_id, step, sum(items)::bigint
    from ${bucketRows(months)} join figure_funnel s on s.portal_id = ${portalId} and s.dim between 0 and 5 and s.grain = 0 and s.bucket >= b.first and s.bucket < b.next
    group by dim, b.first, dim_id, step order by dim, b.first, dim_id, step`.execute(db)
}

/** Histograms of spans by day, and of months from their days. */
async function spanDays(db: Database, portalId: number, basis: 'created' | 'ended', days: readonly number[], months: readonly Bucket[]): Promise<void> {
  const code = BASIS_CODES[basis]
  const day = sql.id(`${basis}_day`)
  await clear(db, 'figure_duration', portalId, sql`dim between 0 and 2 and basis = ${code} and grain = 0 and bucket = any(${[...days]}::int[])`)
  await sql`
    with bins as (
      select ${day} as bucket, kind, bin, source_key, rep_id, grouping(source_key, rep_id) as grouped, count(*)::int as spans
      from figure_span where portal_id = ${portalId} and ${day} = any(${[...days]}::int[]) and bin is not null
      group by grouping sets ((${day}, kind, bin), (${day}, kind, bin, source_key), (${day}, kind, bin, rep_id))
      having grouping(source_key, rep_id) <> 2 or kind = any(${[...REP_KINDS]}::int[])
    )
    insert into figure_duration (portal_id, dim, basis, grain, bucket, dim_id, kind, bins, counts)
    select ${portalId}::int, case grouped when 3 then 0 when 1 then 1 else 2 end as dim, ${code}::smallint, 0, bucket, coalesce(source_key, rep_id, 0) as dim_id, kind,
      array_agg(bin order by bin), array_agg(spans order by bin)
    from bins group by 2, bucket, dim_id, kind order by 2, bucket, dim_id, kind`.execute(db)
  await clear(db, 'figure_duration', portalId, sql`dim between 0 and 2 and basis = ${code} and grain = 2 and bucket = any(${months.map(({ from }) => from)}::int[])`)
  await sql`
    insert into figure_duration (portal_id, dim, basis, grain, bucket, dim_id, kind, bins, counts)
    select ${portalId}::int, dim, ${code}::smallint, 2, first, dim_id, kind, array_agg(bin order by bin), array_agg(spans order by bin) from (
      select dim, b.first, dim_id, kind, u.bin, sum(u.spans)::int as spans
      from ${bucketRows(months)} join figure_duration s on s.portal_id = ${portalId} and s.dim between 0 and 2 and s.basis = ${code} and s.grain = 0 and s.bucket >= b.first and s.bucket < b.next
      cross join lateral unnest(s.bins, s.counts) as u (bin, spans)
      group by dim, b.first, dim_id, kind, u.bin
    ) merged group by dim, first, dim_id, kind order by dim, first, dim_id, kind`.execute(db)
}

async function clear(db: Database, table: string, portalId: number, which: RawBuilder<unknown>): Promise<void> {
  await sql`delete from ${sql.id(table)} where portal_id = ${portalId} and ${which}`.execute(db)
}

function bucketRows(buckets: readonly Bucket[]): RawBuilder<unknown> {
  return sql`unnest(${buckets.map(({ from }) => from)}::int[], ${buckets.map(({ to }) => to)}::int[]) as b (first, next)`
}

function bucketsOf(days: readonly number[], bucketOf: (day: number) => Bucket): Bucket[] {
  return [...new Map(days.map(bucketOf).map(bucket => [bucket.from, bucket])).values()].sort((one, other) => one.from - other.from)
}

/** The calendar month a local day lies in. */
export function monthOf(day: number): Bucket {
  const date = new Date(day * DAY_MS)
  const first = (offset: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1) / DAY_MS
  return { from: first(0), to: first(1) }
}

/** The week a local day lies in. */
export function weekBucket(day: number, weekStart: number): Bucket {
  const from = weekFrom(day, weekStart)
  return { from, to: from + 7 }
}
