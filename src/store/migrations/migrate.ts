import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { Migrator, sql } from 'kysely'
import { DatabaseForeignError, DatabaseNewerError } from '../store-errors.ts'
import { migrations } from './migrations.ts'

/**
 * Brings the database to the shape this version knows; at once when it is there already.
 * @throws DatabaseNewerError when a newer version of the app has been here
 * @throws DatabaseForeignError when it is the database of something else
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  await refuseNewer(db)
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw error
}

async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === 'kysely_migration')) {
    const ours = await db.executeQuery<{ schema: string }>(sql`select current_schema() as schema`.compile(db))
    const foreign = tables.filter(table => table.schema === ours.rows[0]?.schema && !table.name.startsWith('kysely_'))
    if (foreign.length > 0)
      throw new DatabaseForeignError(foreign.map(table => table.name))
    return
  }
  const done = await db.selectFrom('kyselyMigration').select('name').orderBy('name').execute()
  if (done.length > 0 && !done.some(row => migrations[row.name] !== undefined))
    throw new DatabaseForeignError(['kysely_migration'])
  const unknown = done.map(row => row.name).filter(name => migrations[name] === undefined)
  if (unknown.length > 0)
    throw new DatabaseNewerError(unknown)
}
