import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { portalsMigration } from '../../../src/store/migrations/0001-portals.ts'
import { itemsMigration } from '../../../src/store/migrations/0002-items.ts'
import { logsMigration } from '../../../src/store/migrations/0003-logs.ts'
import { migrations } from '../../../src/store/migrations/migrations.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { createTestDatabase, describeOnBothEngines } from '../../support/engines.ts'

const FUTURE = `insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01')`

describeOnBothEngines('migrations', (engine) => {
  const catalogue = async (): Promise<unknown[]> => {
    const { rows } = await engine.store.executeSql(`
      select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
      where table_schema = 'public' order by 1, 2`)
    return rows
  }

  it('may run twice and change nothing the second time', async () => {
    const before = await catalogue()
    for (const statement of [...portalsMigration, ...itemsMigration, ...logsMigration])
      await engine.store.executeSql(statement)
    expect(await catalogue()).toEqual(before)
    expect(before.length).toBeGreaterThan(200)
  })

  it('are all written down as done, by number', async () => {
    const { rows } = await engine.store.executeSql('select name from kysely_migration order by name') as { rows: { name: string }[] }
    expect(rows.map(row => row.name)).toEqual(Object.keys(migrations))
  })
})

it('refuses an embedded database of a newer version, and leaves it closed and unharmed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'peace-treaty-newer-'))
  const store = await openStore({ engine: 'pglite', dataDir })
  await store.executeSql(FUTURE)
  await store.close()
  for (const _turn of [1, 2])
    await expect(openStore({ engine: 'pglite', dataDir })).rejects.toThrow(/newer version of the app \(it has 9999-from-the-future\)/)
  await rm(dataDir, { recursive: true })
})

it('refuses a Postgres database of a newer version', async () => {
  const { databaseUrl, drop } = await createTestDatabase()
  const store = await openStore({ engine: 'postgres', databaseUrl })
  await store.executeSql(FUTURE)
  await store.close()
  await expect(openStore({ engine: 'postgres', databaseUrl })).rejects.toMatchObject({ code: 'database_newer' })
  await drop()
})

it('migrates one Postgres database once when several processes start at the same moment', async () => {
  const { databaseUrl, drop } = await createTestDatabase()
  const stores = await Promise.all([1, 2, 3].map(() => openStore({ engine: 'postgres', databaseUrl, poolSize: 2 })))
  expect(await Promise.all(stores.map(store => store.portals.get(1)))).toEqual([null, null, null])
  await Promise.all(stores.map(store => store.close()))
  await drop()
})
