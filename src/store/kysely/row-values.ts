import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'

/** An instant as SQL. */
export function at(ms: number): RawBuilder<number> {
  return sql<number>`to_timestamp(${ms}::float8 / 1000)`
}

/** A document as SQL. */
export function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value ?? null)}::jsonb`
}

/** `movedAt` → `moved_at` */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

/** Says by its name whether a column holds an instant. */
export function isInstant(name: string): boolean {
  return name === 'at' || name.endsWith('At')
}

/** Values for an `update … set`: instants and documents become SQL, keys that are undefined are left out. */
export function toColumns<Row extends object>(row: Row): { [Key in keyof Row]: Exclude<Row[Key], undefined> } {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined).map(([name, value]) => [name, toColumn(name, value)])
  // The cast: each value is replaced by SQL that gives the same value.
  return Object.fromEntries(entries) as { [Key in keyof Row]: Exclude<Row[Key], undefined> }
}

function toColumn(name: string, value: unknown): unknown {
  if (isInstant(name) && typeof value === 'number')
    return at(value)
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array) ? json(value) : value
}
