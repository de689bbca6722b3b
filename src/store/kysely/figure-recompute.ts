import type { DirtyBasis, ItemBasis } from '../figure-facts.ts'
import type { Database } from './database.ts'
import type { ChangedRow } from './figure-day-rows.ts'
import type { KeptTable } from './figure-tables.ts'
import { sql } from 'kysely'
import { SPAN_KINDS } from '../figure-facts.ts'
import { addUp, addUpBuckets, GRAINS, MONTHS, weekBucket, weeksFrom } from './figure-add-up.ts'
import { changedIn, diffOf } from './figure-day-rows.ts'
import { BASIS_CODES } from './figure-facts.ts'
import { countColumns, sumColumnNames } from './figure-sql.ts'
import { DIM_TABLE, DURATION_TABLE, FUNNEL_TABLE, PAIR_TABLE } from './figure-tables.ts'

/** Numbers of the dimensions in the tables. */
export const DIM_CODES = { all: 0, source: 1, rep: 2, campaign: 3, category: 4, version: 5 } as const

/** Numbers of the pairs in the tables. */
export const PAIR_CODES = { source_campaign: 1, source_rep: 2, category_source: 3 } as const

/** Pairs are kept by creation and by first verdict. */
export const PAIR_BASES: readonly DirtyBasis[] = ['created', 'verdict']

/** Kinds of spans whose histograms are kept by rep: pages show no others for each rep, and fifty reps would make most of the work. */
export const REP_KINDS: readonly number[] = [SPAN_KINDS.whole, SPAN_KINDS.handoffWait, SPAN_KINDS.verdictWait]

/**
 * Works out again what is kept about these days, from the facts for the days, from the days for weeks and months; they are clean then.
 * Only rows that changed are written and added up: a day is mostly dirty because of one item among a thousand.
 */
export async function recomputeDays(db: Database, portalId: number, basis: DirtyBasis, days: readonly number[], weekStart: number): Promise<void> {
  if (days.length === 0)
    return
  const rows = { portalId, basis: BASIS_CODES[basis], days }
  if (basis !== 'ended') {
    const changed = await itemDays(db, portalId, basis, days)
    for (const table of [DIM_TABLE, PAIR_TABLE])
      await addUp(db, { ...rows, table }, changed.filter(row => row.table === table.name), [weeksFrom(weekStart), MONTHS])
  }
  if (basis === 'created')
    await addUp(db, { ...rows, table: FUNNEL_TABLE }, await stepDays(db, portalId, days), [MONTHS])
  if (basis === 'created' || basis === 'ended')
    await addUp(db, { ...rows, table: DURATION_TABLE }, await spanDays(db, portalId, basis, days), [MONTHS])
  await sql`delete from figure_dirty_day where portal_id = ${portalId} and basis = ${rows.basis} and day = any(${[...days]}::int[])`.execute(db)
}

/** All weeks of a portal anew from their days, for another first day of the week. */
export async function rebuildWeeks(db: Database, portalId: number, weekStart: number): Promise<void> {
  for (const table of [DIM_TABLE, PAIR_TABLE]) {
    for (const code of Object.values(BASIS_CODES))
      await rebuildWeeksOf(db, portalId, { table, code, weekStart })
  }
}

async function rebuildWeeksOf(db: Database, portalId: number, { table, code, weekStart }: { table: KeptTable, code: number, weekStart: number }): Promise<void> {
  await sql`delete from ${sql.id(table.name)} where portal_id = ${portalId} and basis = ${code} and grain = ${GRAINS.week}`.execute(db)
  const { rows } = await sql<{ bucket: number }>`select distinct bucket from figure_dim where portal_id = ${portalId} and dim = 0 and basis = ${code} and grain = 0`.execute(db)
  const weeks = new Map(rows.map(({ bucket }) => weekBucket(bucket, weekStart)).map(week => [week.from, week]))
  if (weeks.size > 0)
    await addUpBuckets(db, { table, portalId, basis: code }, [...weeks.values()], GRAINS.week)
}

/** One pass over the items of the days makes the sums of every dimension and pair. */
async function itemDays(db: Database, portalId: number, basis: ItemBasis, days: readonly number[]): Promise<ChangedRow[]> {
  const day = sql.id(`${basis}_day`)
  const own = { portalId, basis: BASIS_CODES[basis], days }
  const hasPairs = PAIR_BASES.includes(basis)
  const pairSets = hasPairs ? sql`, (bucket, source_key, campaign_key), (bucket, source_key, rep_id), (bucket, category_key, source_key, version_no)` : sql``
  const dims = sql`
    select case grouped when 31 then 0 when 15 then 1 when 23 then 2 when 27 then 3 when 29 then 4 else 5 end as dim, bucket,
      case grouped when 31 then 0 when 15 then source_key when 23 then rep_id when 27 then campaign_key when 29 then category_key else version_key end as dim_id, ${sumColumnNames}
    from sets where grouped in (31, 15, 23, 27, 29, 30)`
  const pairs = sql`
    select case grouped when 11 then 1 when 7 then 2 else 3 end as pair, bucket, case grouped when 12 then category_key else source_key end as left_id,
      case grouped when 11 then campaign_key when 7 then rep_id else source_key end as right_id, coalesce(version_key, -1) as version_no, ${sumColumnNames}
    from sets where grouped in (11, 7, 12)`
  const { rows } = await sql<ChangedRow>`
    with facts as (select ${day} as bucket, * from figure_item where portal_id = ${portalId} and ${day} = any(${[...days]}::int[])),
    sets as materialized (
      select bucket, grouping(source_key, rep_id, campaign_key, category_key, version_no) as grouped, source_key, rep_id, campaign_key, category_key, version_no as version_key, ${countColumns}
      from facts group by grouping sets ((bucket), (bucket, source_key), (bucket, rep_id), (bucket, campaign_key), (bucket, category_key), (bucket, version_no)${pairSets})
    ),
    ${diffOf({ ...own, table: DIM_TABLE }, dims)}${hasPairs ? sql`, ${diffOf({ ...own, table: PAIR_TABLE }, pairs)}` : sql``}
    ${changedIn(DIM_TABLE)}${hasPairs ? sql` union all ${changedIn(PAIR_TABLE)}` : sql``}`.execute(db)
  return rows
}

/** How far items of these cohort days got. */
async function stepDays(db: Database, portalId: number, days: readonly number[]): Promise<ChangedRow[]> {
  const fresh = sql`
    select case grouped when 31 then 0 when 15 then 1 when 23 then 2 when 27 then 3 when 29 then 4 else 5 end as dim, created_day as bucket,
      coalesce(source_key, rep_id, campaign_key, category_key, version_no, 0) as dim_id, step, items
    from (
      select created_day, step, source_key, rep_id, campaign_key, category_key, version_no, grouping(source_key, rep_id, campaign_key, category_key, version_no) as grouped, count(*) as items
      from figure_item where portal_id = ${portalId} and created_day = any(${[...days]}::int[])
      group by grouping sets ((created_day, step), (created_day, step, source_key), (created_day, step, rep_id), (created_day, step, campaign_key), (created_day, step, category_key), (created_day, step, version_no))
    ) sets`
  const { rows } = await sql<ChangedRow>`with ${diffOf({ table: FUNNEL_TABLE, portalId, basis: 0, days }, fresh)} ${changedIn(FUNNEL_TABLE)}`.execute(db)
  return rows
}

/** Histograms of spans by day. */
async function spanDays(db: Database, portalId: number, basis: 'created' | 'ended', days: readonly number[]): Promise<ChangedRow[]> {
  const day = sql.id(`${basis}_day`)
  const fresh = sql`
    select case grouped when 3 then 0 when 1 then 1 else 2 end as dim, bucket, coalesce(source_key, rep_id, 0) as dim_id, kind, array_agg(bin order by bin) as bins, array_agg(spans order by bin) as counts
    from (
      select ${day} as bucket, kind, bin, source_key, rep_id, grouping(source_key, rep_id) as grouped, count(*)::int as spans
      from figure_span where portal_id = ${portalId} and ${day} = any(${[...days]}::int[]) and bin is not null
      group by grouping sets ((${day}, kind, bin), (${day}, kind, bin, source_key), (${day}, kind, bin, rep_id))
      having grouping(source_key, rep_id) <> 2 or kind = any(${[...REP_KINDS]}::int[])
    ) binned group by 1, 2, 3, 4`
  const { rows } = await sql<ChangedRow>`with ${diffOf({ table: DURATION_TABLE, portalId, basis: BASIS_CODES[basis], days }, fresh)} ${changedIn(DURATION_TABLE)}`.execute(db)
  return rows
}
