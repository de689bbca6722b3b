import type { Engine } from '../../src/store/engine.ts'

interface Column { table: string, name: string, type: string, allowed: string | null }

/** A value of each type, the same everywhere, so that foreign keys find their parents. */
const SAMPLES: Readonly<Record<string, string>> = {
  'integer': '1',
  'smallint': '1',
  'bigint': '1',
  'double precision': '1',
  'real': '1',
  'numeric': '1',
  'boolean': 'true',
  'text': `'sample'`,
  'jsonb': `'{"kept": true}'`,
  'bytea': `'\\x00ff'`,
  'timestamp with time zone': `'2026-10-01T00:00:00Z'`,
  'date': `'2026-10-01'`,
  'text[]': `'{a}'`,
  'ARRAY': `'{1}'`,
}

/** Columns of our tables in the order the tables were made, parents before children, with the values a check allows. */
async function listColumns(engine: Engine): Promise<Column[]> {
  const { rows } = await engine.executeSql(`
    select t.relname as table, a.attname as name, c.data_type as type,
      (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = t.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as allowed
    from pg_class t
    join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    join information_schema.columns c on c.table_schema = 'public' and c.table_name = t.relname and c.column_name = a.attname
    where t.relkind = 'r' and t.relname not like 'kysely%'
    order by t.oid, a.attnum`)
  return rows as Column[]
}

/** Puts one row into every table, with a value in every column. @throws Error for a type without a sample */
export async function fillEveryTable(engine: Engine): Promise<void> {
  const byTable = groupByTable(await listColumns(engine))
  for (const [table, columns] of byTable) {
    const values = columns.map(sampleOf)
    await engine.executeSql(`insert into ${table} (${columns.map(column => `"${column.name}"`).join(', ')}) values (${values.join(', ')})`)
  }
}

function sampleOf({ table, name, type, allowed }: Column): string {
  const first = /'([^']*)'::text/.exec(allowed ?? '')?.[1]
  const sample = first === undefined ? SAMPLES[type] : `'${first}'`
  if (sample === undefined)
    throw new Error(`No sample of type ${type} for ${table}.${name}: add one.`)
  return sample
}

/** All rows by table. */
export async function readEveryTable(engine: Engine): Promise<Map<string, Record<string, unknown>[]>> {
  const tables = new Set((await listColumns(engine)).map(column => column.table))
  const read = new Map<string, Record<string, unknown>[]>()
  for (const table of tables)
    read.set(table, (await engine.executeSql(`select * from ${table}`)).rows as Record<string, unknown>[])
  return read
}

function groupByTable(columns: readonly Column[]): Map<string, Column[]> {
  const groups = new Map<string, Column[]>()
  for (const column of columns)
    groups.set(column.table, [...groups.get(column.table) ?? [], column])
  return groups
}
