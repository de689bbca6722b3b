import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { isInstant, toSnakeCase } from './row-values.ts'

/** What to insert. Column names are camelCase, as in `Tables`. */
export interface InsertRows {
  table: string
  /** Columns to fill; the others get their default. The same list for every call keeps the statement's text the same. */
  columns: readonly string[]
  /** The rows are written in this order, the primary key's, so that two writers cannot lock each other out. */
  orderBy: readonly string[]
  rows: readonly object[]
  /** A condition without which nothing is written. */
  when?: RawBuilder<unknown>
}

/**
 * `insert into … select …` of any number of rows in one parameter: one statement text, no limit of parameters. Follow it
 * with the conflict clause and `returning`. A column missing in a row is null.
 */
export function insertRows({ table, columns, orderBy, rows, when = sql`true` }: InsertRows): RawBuilder<unknown> {
  const name = sql.id(toSnakeCase(table))
  const list = sql.join(columns.map(column => sql.id(toSnakeCase(column))))
  const order = sql.join(orderBy.map(column => sql.id(toSnakeCase(column))))
  const document = JSON.stringify(rows.map(toDocument))
  return sql`insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, ${document}::jsonb) where ${when} order by ${order}`
}

function toDocument(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [toSnakeCase(name), toJsonValue(name, value)]))
}

function toJsonValue(name: string, value: unknown): unknown {
  if (isInstant(name) && typeof value === 'number')
    return new Date(value).toISOString()
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}

/** `on conflict (…) do update set column = excluded.column, …`. */
export function overwrite(key: readonly string[], columns: readonly string[]): RawBuilder<unknown> {
  const keys = sql.join(key.map(column => sql.id(toSnakeCase(column))))
  const sets = sql.join(columns.map(column => sql`${sql.id(toSnakeCase(column))} = excluded.${sql.id(toSnakeCase(column))}`))
  return sql`on conflict (${keys}) do update set ${sets}`
}

/** Rows by key, the last one of each key. One statement cannot touch a row twice. */
export function lastOfEach<Row>(rows: readonly Row[], key: (row: Row) => string): Row[] {
  return [...new Map(rows.map(row => [key(row), row])).values()]
}
