import type { RawBuilder } from 'kysely'
import type { Database } from './database.ts'
import type { ChangedRow, DayRows } from './figure-day-rows.ts'
import { sql } from 'kysely'
import { weekFrom } from '../../domain/local-time.ts'
import { FEW_ROWS, headOf, ownRows, upsert } from './figure-day-rows.ts'
import { addedColumns } from './figure-sql.ts'
import { DURATION_TABLE, FUNNEL_TABLE } from './figure-tables.ts'

/** Grains of the kept sums. */
export const GRAINS = { day: 0, week: 1, month: 2 } as const

const DAY_MS = 86_400_000

/** Days from first to before the next first. */
export interface Bucket {
  from: number
  to: number
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

/** One grain and how its buckets lie. */
export interface Grain {
  readonly grain: number
  readonly bucketOf: (day: number) => Bucket
}

/** Months of the calendar. */
export const MONTHS: Grain = { grain: GRAINS.month, bucketOf: monthOf }

/** Weeks from a day, Monday = 0. */
export function weeksFrom(weekStart: number): Grain {
  return { grain: GRAINS.week, bucketOf: day => weekBucket(day, weekStart) }
}

/**
 * Weeks and months of rows that changed, from their days: these rows alone while they are few, else all rows of the buckets.
 * Always added up anew, never by the difference: what is wrong once would stay wrong.
 */
export async function addUp(db: Database, rows: DayRows, changed: readonly ChangedRow[], grains: readonly Grain[]): Promise<void> {
  if (changed.length === 0)
    return
  if (changed.length <= FEW_ROWS)
    return addUpRows(db, rows, changed, grains)
  for (const { grain, bucketOf } of grains)
    await addUpBuckets(db, rows, bucketsOf(rows.days, bucketOf), grain)
}

async function addUpRows(db: Database, rows: DayRows, changed: readonly ChangedRow[], grains: readonly Grain[]): Promise<void> {
  const { table, portalId } = rows
  const keys = new Map(grains.flatMap(({ grain, bucketOf }) => changed.map(({ kind, bucket, ids }) => {
    const { from, to } = bucketOf(bucket)
    return [`${grain}:${kind}:${from}:${ids}`, [kind, grain, from, `{${Array.from({ length: to - from }, (_, index) => from + index).join(',')}}`, ...ids.split(',').map(Number)]]
  })))
  const names = [table.kind, ...table.ids]
  const idColumns = table.ids.map((id, index) => sql`(e->>${sql.lit(index + 4)})::int as ${sql.id(id)}`)
  const isOwn = (alias: string): RawBuilder<unknown> => sql.raw(names.map(id => `${alias}.${id} = k.${id}`).join(' and '))
  const basis = table.hasBasis ? sql` and s.basis = ${rows.basis}::smallint` : sql``
  await sql`
    with keys as materialized (select (e->>0)::smallint as ${sql.id(table.kind)}, (e->>1)::smallint as grain, (e->>2)::int as bucket, (e->>3)::int[] as days, ${sql.join(idColumns)} from jsonb_array_elements(${JSON.stringify([...keys.values()])}::jsonb) e),
    fresh as materialized (
      select ${sql.raw(names.map(id => `k.${id}`).join(', '))}, k.grain, k.bucket, sums.*
      from keys k cross join lateral (${addedUp(rows, sql`s.portal_id = ${portalId} and ${isOwn('s')} and ${headOf(rows, GRAINS.day, 's')} and s.bucket = any(k.days)`)}) sums
    ),
    gone as (
      delete from ${sql.id(table.name)} s using keys k where s.portal_id = ${portalId}${basis} and ${isOwn('s')} and s.grain = k.grain and s.bucket = k.bucket
        and not exists (select 1 from fresh f where ${isOwn('f')} and f.grain = k.grain and f.bucket = k.bucket)
    )
    ${upsert(rows, sql`grain`, sql`fresh`)}`.execute(db)
}

/** What one row adds up to; no row when there is nothing. */
function addedUp({ table }: Omit<DayRows, 'days'>, which: RawBuilder<unknown>): RawBuilder<unknown> {
  if (table === DURATION_TABLE)
    return sql`select array_agg(bin order by bin) as bins, array_agg(spans order by bin) as counts from (select u.bin, sum(u.spans)::int as spans from figure_duration s cross join lateral unnest(s.bins, s.counts) as u (bin, spans) where ${which} group by u.bin) added having count(*) > 0`
  return sql`select ${table === FUNNEL_TABLE ? sql`sum(items)::bigint as items` : addedColumns} from ${sql.id(table.name)} s where ${which} having count(*) > 0`
}

/** All rows of weeks or months from the rows of their days. */
export async function addUpBuckets(db: Database, rows: Omit<DayRows, 'days'>, buckets: readonly Bucket[], grain: number): Promise<void> {
  const { table } = rows
  await sql`delete from ${sql.id(table.name)} where ${ownRows(rows, grain)} and bucket = any(${buckets.map(({ from }) => from)}::int[])`.execute(db)
  const key = sql.raw([table.kind, 'b.first', ...table.ids].join(', '))
  const named = sql.raw([table.kind, 'b.first as bucket', ...table.ids].join(', '))
  const days = sql`unnest(${buckets.map(({ from }) => from)}::int[], ${buckets.map(({ to }) => to)}::int[]) as b (first, next) join ${sql.id(table.name)} s on ${ownRows(rows, GRAINS.day, 's')} and s.bucket >= b.first and s.bucket < b.next`
  const added = table === DURATION_TABLE
    ? sql`select dim, bucket, dim_id, kind, array_agg(bin order by bin) as bins, array_agg(spans order by bin) as counts from (
        select ${named}, u.bin, sum(u.spans)::int as spans from ${days} cross join lateral unnest(s.bins, s.counts) as u (bin, spans) group by ${key}, u.bin
      ) merged group by dim, bucket, dim_id, kind`
    : sql`select ${named}, ${table === FUNNEL_TABLE ? sql`sum(items)::bigint as items` : addedColumns} from ${days} group by ${key}`
  await upsert(rows, sql`${grain}::smallint`, sql`(${added}) added`).execute(db)
}

function bucketsOf(days: readonly number[], bucketOf: (day: number) => Bucket): Bucket[] {
  return [...new Map(days.map(bucketOf).map(bucket => [bucket.from, bucket])).values()].sort((one, other) => one.from - other.from)
}
