import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows, lastOfEach } from './insert-rows.ts'
import { toSnakeCase } from './row-values.ts'

/** Rows that carry a key which is unique inside the portal. */
interface Keyed {
  dedupeKey: string
}

/** Where and what to insert. */
export interface InsertOnce<New extends Keyed> {
  portalId: number
  table: 'feedback' | 'breach' | 'intention'
  /** Columns to fill, without the portal's. */
  columns: readonly (keyof New & string)[]
  rows: readonly New[]
}

/**
 * Adds each row unless its `dedupeKey` is there already; gives back the stored rows in the order asked, and whether
 * each was new. Two processes may try at once: one adds, both get the same row.
 */
export async function insertOnce<Row extends Keyed, New extends Keyed>(db: Database, insert: InsertOnce<New>): Promise<{ row: Row, added: boolean }[]> {
  const { portalId, table, rows } = insert
  if (rows.length === 0)
    return []
  const distinct = lastOfEach(rows, row => row.dedupeKey).map((row, order) => ({ ...row, portalId, order }))
  const { rows: added } = await sql<Row>`
    ${insertRows({ table, columns: ['portalId', ...insert.columns], orderBy: ['portalId'], rows: distinct })}
    on conflict (portal_id, dedupe_key) do nothing returning *`.execute(db)
  const addedKeys = new Set(added.map(row => row.dedupeKey))
  const stored = new Map([...added, ...await known<Row>(db, insert, addedKeys)].map(row => [row.dedupeKey, row]))
  return rows.map(({ dedupeKey }, index) => ({
    row: present(stored.get(dedupeKey), dedupeKey),
    added: addedKeys.has(dedupeKey) && rows.findIndex(row => row.dedupeKey === dedupeKey) === index,
  }))
}

async function known<Row extends Keyed>(db: Database, { portalId, table, rows }: Pick<InsertOnce<Keyed>, 'portalId' | 'table' | 'rows'>, addedKeys: ReadonlySet<string>): Promise<Row[]> {
  const keys = rows.map(row => row.dedupeKey).filter(key => !addedKeys.has(key))
  if (keys.length === 0)
    return []
  const { rows: found } = await sql<Row>`
    select * from ${sql.id(toSnakeCase(table))}
    where portal_id = ${portalId} and dedupe_key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`.execute(db)
  return found
}

function present<Row>(row: Row | undefined, dedupeKey: string): Row {
  if (row === undefined)
    throw new Error(`The row with dedupe key ${dedupeKey} vanished while it was being stored.`)
  return row
}
