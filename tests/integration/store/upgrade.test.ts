import type { Dialect } from 'kysely'
import type { Engine } from '../../../src/store/engine.ts'
import type { Tables } from '../../../src/store/tables.ts'
import { CamelCasePlugin, Kysely, Migrator } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPgliteEngine } from '../../../src/store/engines/pglite-engine.ts'
import { openPostgresEngine } from '../../../src/store/engines/postgres-engine.ts'
import { migrate } from '../../../src/store/migrations/migrate.ts'
import { migrations } from '../../../src/store/migrations/migrations.ts'
import { createTestDatabase } from '../../support/engines.ts'
import { fillEveryTable, readEveryTable } from '../../support/fill-tables.ts'

const names = Object.keys(migrations)
/** Every version a customer may come from: all prefixes but the newest. */
const former = names.slice(0, -1).map((name, index) => ({ name, count: index + 1 }))

async function openPostgres(): Promise<{ engine: Engine, end: () => Promise<void> }> {
  const { databaseUrl, drop } = await createTestDatabase()
  const engine = await openPostgresEngine({ databaseUrl, poolSize: 2, schema: 'public' })
  return { engine, end: drop }
}

async function openPglite(): Promise<{ engine: Engine, end: () => Promise<void> }> {
  return { engine: await openPgliteEngine({ dataDir: 'memory://', vacuumEveryMs: 0, idleTransactionMs: 10_000 }), end: async () => {} }
}

/** Destroying the builder would close the engine, which several versions share. */
const builder = (dialect: Dialect): Kysely<Tables> => new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })

async function migrateTo(dialect: Dialect, count: number): Promise<void> {
  const some = Object.fromEntries(names.slice(0, count).map(name => [name, migrations[name]!]))
  const { error } = await new Migrator({ db: builder(dialect), provider: { getMigrations: async () => some } }).migrateToLatest()
  if (error !== undefined)
    throw error
}

describe.each([['pglite', openPglite], ['postgres', openPostgres]] as const)('an upgrade on %s', (_, open) => {
  let engine: Engine
  let end: () => Promise<void>
  let newest: unknown[]

  const catalogue = async (): Promise<unknown[]> => (await engine.executeSql(`
    select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public'
    union all select tablename, indexname, indexdef, '', '' from pg_indexes where schemaname = 'public'
    order by 1, 2, 3`)).rows
  const startAnew = async (): Promise<void> => void await engine.executeSql('drop schema public cascade; create schema public;')

  beforeAll(async () => {
    ({ engine, end } = await open())
    await migrate(builder(engine.dialect))
    newest = await catalogue()
  })
  afterAll(async () => {
    await engine.close()
    await end()
  })

  it.each(former)('from $name keeps every row of every table and ends in the same shape as a new database', async ({ count }) => {
    await startAnew()
    await migrateTo(engine.dialect, count)
    await fillEveryTable(engine)
    const before = await readEveryTable(engine)
    expect(before.size).toBeGreaterThanOrEqual(11)
    await migrate(builder(engine.dialect))
    const after = await readEveryTable(engine)
    for (const [table, rows] of before)
      expect({ table, rows: after.get(table) }).toEqual({ table, rows: rows.map(row => expect.objectContaining(row)) })
    expect(await catalogue()).toEqual(newest)
  })
})
