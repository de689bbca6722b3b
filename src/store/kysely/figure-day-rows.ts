import type { RawBuilder } from 'kysely'
import type { KeptTable } from './figure-tables.ts'
import { sql } from 'kysely'

/** A row of a day that is other than it was: the kind, the day and the ids of its key. */
export interface ChangedRow {
  table: string
  kind: number
  bucket: number
  ids: string
}

/** Where rows of days are kept. */
export interface DayRows {
  readonly table: KeptTable
  readonly portalId: number
  /** Number of the basis; of no meaning in a table without one. */
  readonly basis: number
  readonly days: readonly number[]
}

/**
 * Common table expressions that bring the stored rows of days in line with `fresh`, a query of kind, bucket, ids and values: rows
 * that agree are left alone. What changed is in `<table>_diff`. What is gone stands apart, since there is mostly nothing: a plan made
 * before the tables were ever analyzed would look through all changed rows for each stored one.
 */
export function diffOf(rows: DayRows, fresh: RawBuilder<unknown>): RawBuilder<unknown> {
  const { table } = rows
  const name = (suffix: string): RawBuilder<unknown> => sql.id(`${table.name}_${suffix}`)
  const key = [table.kind, 'bucket', ...table.ids]
  const whole = sql.raw([...key, ...table.values].join(', '))
  const of = (alias: string, columns: readonly string[]): string => columns.map(column => `${alias}.${column}`).join(', ')
  const isSame = (left: string, right: string): RawBuilder<unknown> => sql.raw(key.map(column => `${left}.${column} = ${right}.${column}`).join(' and '))
  return sql`
    ${name('fresh')} as materialized (${fresh}),
    ${name('old')} as materialized (select ${whole} from ${sql.id(table.name)} where ${ownRows(rows, 0)} and bucket = any(${[...rows.days]}::int[])),
    ${name('diff')} as materialized (
      select ${sql.raw(key.map(column => `coalesce(f.${column}, o.${column}) as ${column}`).join(', '))}, ${sql.raw(of('f', table.values))}, f.bucket is null as is_gone
      from ${name('fresh')} f full join ${name('old')} o on ${isSame('f', 'o')}
      where f.bucket is null or o.bucket is null or (${sql.raw(of('f', table.values))}) is distinct from (${sql.raw(of('o', table.values))})
    ),
    ${name('gone_keys')} as materialized (select * from ${name('diff')} where is_gone),
    ${name('gone')} as (
      delete from ${sql.id(table.name)} s using ${name('gone_keys')} d
      where exists (select 1 from ${name('gone_keys')}) and ${ownRows(rows, 0, 's')} and s.bucket = any(${[...rows.days]}::int[]) and ${isSame('s', 'd')}
    ),
    ${name('kept')} as (${upsert(rows, sql`0`, sql`${name('diff')} where not is_gone`)})`
}

/** More changed rows than this are cheaper to add up with all rows of their week or month. */
export const FEW_ROWS = 100

/** Changed rows of a table inside a statement that begins with `diffOf`; more than `FEW_ROWS` need not be named. */
export function changedIn(table: KeptTable): RawBuilder<unknown> {
  return sql`(select ${table.name} as "table", ${sql.raw(table.kind)}::int as kind, bucket, concat_ws(',', ${sql.raw(table.ids.join(', '))}) as ids from ${sql.id(`${table.name}_diff`)} limit ${sql.lit(FEW_ROWS + 1)})`
}

/** `insert … on conflict do update` of rows; `grain` is an expression, `source` follows `from`. */
export function upsert({ table, portalId, basis }: Omit<DayRows, 'days'>, grain: RawBuilder<unknown>, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const own = [table.kind, 'bucket', ...table.ids, ...table.values].join(', ')
  const key = ['portal_id', table.kind, ...table.hasBasis ? ['basis'] : [], 'grain', 'bucket', ...table.ids]
  const order = [table.kind, 'bucket', ...table.ids].join(', ')
  return sql`
    insert into ${sql.id(table.name)} (portal_id, ${table.hasBasis ? sql`basis, ` : sql``}grain, ${sql.raw(own)})
    select ${portalId}::int, ${table.hasBasis ? sql`${basis}::smallint, ` : sql``}${grain}, ${sql.raw(own)} from ${source} order by ${sql.raw(order)}
    on conflict (${sql.raw(key.join(', '))}) do update set ${sql.raw(table.values.map(value => `${value} = excluded.${value}`).join(', '))}`
}

/**
 * Rows of the portal in a table, of one basis and grain: the beginning of the primary key. The kinds are listed: by a range of them
 * Postgres before 18 would read the portal's whole index.
 */
export function ownRows(rows: Omit<DayRows, 'days'>, grain: number, alias?: string): RawBuilder<unknown> {
  return sql`${sql.raw(alias ? `${alias}.` : '')}portal_id = ${rows.portalId} and ${sql.raw(`${alias ? `${alias}.` : ''}${rows.table.kind} = any('{${Array.from({ length: rows.table.lastKind + 1 }, (_, kind) => kind).join(',')}}'::smallint[])`)} and ${headOf(rows, grain, alias)}`
}

/** Basis and grain of rows. */
export function headOf({ table, basis }: Omit<DayRows, 'days'>, grain: number, alias?: string): RawBuilder<unknown> {
  const prefix = sql.raw(alias ? `${alias}.` : '')
  return sql`${table.hasBasis ? sql`${prefix}basis = ${basis}::smallint and ` : sql``}${prefix}grain = ${grain}::smallint`
}
