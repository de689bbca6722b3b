import { CamelCasePlugin, Kysely } from 'kysely'
import { openPgliteEngine } from '../../src/store/engines/pglite-engine.ts'
import { migrate } from '../../src/store/migrations/migrate.ts'

/** An empty, migrated embedded database as a file; opening a copy takes a fraction of making a new one. */
export async function dumpMigratedDatabase(): Promise<Uint8Array> {
  const engine = await openPgliteEngine({ dataDir: 'memory://', vacuumEveryMs: 0, idleTransactionMs: 10_000 })
  await migrate(new Kysely({ dialect: engine.dialect, plugins: [new CamelCasePlugin()] }))
  const dump = await engine.dump()
  await engine.close()
  return dump
}
