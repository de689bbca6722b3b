import type { RawBuilder } from 'kysely'
import type { FigureSumRepository, SumsRow, SumsWish } from '../figure-sums.ts'
import type { Database } from './database.ts'
import type { SumsRecord } from './figure-sql.ts'
import { sql } from 'kysely'
import { figuresAsOf } from './figure-as-of.ts'
import { keptSource } from './figure-kept.ts'
import { rebuildWeeks, recomputeDays } from './figure-recompute.ts'
import { spanQueries } from './figure-spans.ts'
import { addedColumns, countColumns, DIM_COLUMNS, isInDays, packed, passes, timedColumns, toSums, weekOf } from './figure-sql.ts'
import { stepQueries } from './figure-steps.ts'

/** Items that will still be due or settled, by group. */
interface AheadRecord {
  readonly [id: `id${number}`]: number
  readonly withDeadline: number
  readonly covered: number
  readonly onTime: number
  readonly unsettled: number
}

/** Sums on any engine. */
export function figureSumRepository(db: Database): FigureSumRepository {
  return {
    recompute: (portalId, basis, days, weekStart = 0) => recomputeDays(db, portalId, basis, days, weekStart),
    rebuildWeeks: (portalId, weekStart) => rebuildWeeks(db, portalId, weekStart),
    kept: (portalId, wish) => kept(db, portalId, wish),
    exact: (portalId, wish) => exact(db, portalId, wish),
    ...stepQueries(db),
    ...spanQueries(db),
  }
}

async function exact(db: Database, portalId: number, wish: SumsWish & { asOf?: number }): Promise<SumsRow[]> {
  const { columns, names } = groupsOfFacts(wish)
  const now = wish.asOf ?? wish.now
  const { rows } = await sql<SumsRecord>`
    select ${packed(names, true)} from (
      select ${columns}${countColumns}, ${timedColumns(now)}
      from ${figuresAsOf(wish.asOf)} where portal_id = ${portalId} and ${isInDays(`${wish.basis}_day`, wish.range)} and ${passes(wish.filter)} ${groupBy(names)}
    ) sums ${orderBy(names)}`.execute(db)
  return rows.map(row => toRow(row, wish))
}

/** Kept sums are the same at any time; what depends on `now` is told by the few items whose deadline or settling is still to come. */
async function kept(db: Database, portalId: number, wish: SumsWish): Promise<SumsRow[] | null> {
  const source = keptSource(portalId, wish)
  if (source === null)
    return null
  const { rows } = await sql<SumsRecord>`
    select ${packed(source.names, false)} from (select ${source.columns}${addedColumns} from ${source.from} ${groupBy(source.names)}) sums ${orderBy(source.names)}`.execute(db)
  const ahead = await stillAhead(db, portalId, wish)
  return rows.map((row) => {
    const { ids, sums } = toRow(row, wish)
    const late = ahead.size === 0 ? undefined : ahead.get(ids.join(':'))
    return { ids, sums: Object.assign(sums, {
      due: sums.with_deadline - (late?.withDeadline ?? 0),
      due_covered: sums.covered - (late?.covered ?? 0),
      due_on_time: sums.on_time - (late?.onTime ?? 0),
      unsettled: sums.never_settles + (late?.unsettled ?? 0),
    }) }
  })
}

async function stillAhead(db: Database, portalId: number, wish: SumsWish): Promise<Map<string, AheadRecord>> {
  const { columns, names } = groupsOfFacts(wish)
  const now = sql`to_timestamp(${wish.now}::float8 / 1000)`
  // A local day is at most a day and a half away from the day of UTC: the index finds the few days that can matter.
  const today = Math.floor(wish.now / 86_400_000) - 1
  const { rows } = await sql<AheadRecord>`
    select ${columns}count(*) filter (where due_at > ${now}) as with_deadline, count(*) filter (where due_at > ${now} and complete_at is not null) as covered,
      count(*) filter (where due_at > ${now} and complete_at <= due_at) as on_time, count(*) filter (where label is not null and settles_at > ${now}) as unsettled
    from figure_item where portal_id = ${portalId} and (due_day >= ${today}::int or settles_at > ${now}) and ${isInDays(`${wish.basis}_day`, wish.range)} and ${passes(wish.filter)}
    ${groupBy(names)}`.execute(db)
  return new Map(rows.map(row => [idsOf(row, wish).join(':'), row]))
}

function groupsOfFacts({ by, basis, weekStart = 0 }: SumsWish): { columns: RawBuilder<unknown>, names: string[] } {
  const names = by.map((_, index) => `id_${index}`)
  const columns = by.map((dim, index) => sql`${dim === 'week' ? weekOf(`${basis}_day`, weekStart) : sql.id(DIM_COLUMNS[dim])} as ${sql.id(names[index]!)}`)
  return { columns: columns.length === 0 ? sql`` : sql`${sql.join(columns)}, `, names }
}

function groupBy(names: readonly string[]): RawBuilder<unknown> {
  return names.length === 0 ? sql`` : sql`group by ${sql.join(names.map(name => sql.id(name)))}`
}

function orderBy(names: readonly string[]): RawBuilder<unknown> {
  return names.length === 0 ? sql`` : sql`order by ${sql.join(names.map(name => sql.id(name)))}`
}

function toRow(row: SumsRecord, wish: SumsWish): SumsRow {
  return { ids: idsOf(row, wish), sums: toSums(row) }
}

function idsOf(row: { readonly [id: `id${number}`]: number }, { by }: SumsWish): number[] {
  return by.map((_, index) => Number(row[`id${index}`]))
}
