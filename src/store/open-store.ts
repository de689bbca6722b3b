import type { LogEvent } from 'kysely'
import type { Engine } from './engine.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { CamelCasePlugin, Kysely } from 'kysely'
import { openPgliteEngine } from './engines/pglite-engine.ts'
import { openPostgresEngine } from './engines/postgres-engine.ts'
import { readAnnouncements } from './kysely/announce.ts'
import { storeScope } from './kysely/repositories.ts'
import { migrate } from './migrations/migrate.ts'

/** Which engine to open. */
export type StoreSettings = EngineSettings & {
  /** Hears every statement (tests). */
  onStatement?: (sql: string) => void
}

type EngineSettings = {
  engine: 'postgres'
  /** `postgres://user:password@host:port/database` */
  databaseUrl: string
  /** Connections of the pool. @default 10 */
  poolSize?: number
  /** Where our tables live. @default public */
  schema?: string
} | {
  engine: 'pglite'
  /** Folder of the database, or `memory://` for one that lives as long as the process. */
  dataDir: string
  /** A dumped database to start from instead of an empty one (tests). */
  snapshot?: Uint8Array
  /** How often dead rows are given back, in ms; 0 = never. @default 600000 */
  vacuumEveryMs?: number
  /** A transaction that does nothing for so long is rolled back, in ms. @default 10000 */
  idleTransactionMs?: number
}

const POOL_SIZE = 10
const VACUUM_EVERY_MS = 600_000
const IDLE_TRANSACTION_MS = 10_000

/**
 * Opens the store and brings its database to the shape this version knows.
 * @throws DatabaseNewerError when a newer version of the app has been here
 * @throws DataDirLockedError when another process has the embedded database open
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const engine = await openEngine(settings)
  const db = new Kysely<Tables>({
    dialect: engine.dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    ...(settings.onStatement === undefined ? {} : { log: (event: LogEvent) => settings.onStatement?.(event.query.sql) }),
  })
  const close = once(async () => {
    await db.destroy()
    await engine.close()
  })
  await migrate(db).catch(async (error) => {
    await close()
    throw error
  })
  return { ...storeScope(db), engine: engine.name, ...doors(engine), close }
}

function openEngine(settings: EngineSettings): Promise<Engine> {
  return settings.engine === 'postgres'
    ? openPostgresEngine({ databaseUrl: settings.databaseUrl, poolSize: settings.poolSize ?? POOL_SIZE, schema: settings.schema ?? 'public' })
    : openPgliteEngine({
        dataDir: settings.dataDir,
        snapshot: settings.snapshot,
        vacuumEveryMs: settings.vacuumEveryMs ?? VACUUM_EVERY_MS,
        idleTransactionMs: settings.idleTransactionMs ?? IDLE_TRANSACTION_MS,
      })
}

function doors(engine: Engine): Pick<Store, 'listen' | 'ping' | 'executeSql' | 'vacuum'> {
  return {
    listen: (onAnnouncement, onGap) => engine.onNotification({
      onPayload: payload => readAnnouncements(payload).forEach(onAnnouncement),
      onGap: () => onGap?.(),
    }),
    async ping() {
      try {
        await engine.executeSql('select 1')
        return true
      }
      catch {
        return false
      }
    },
    executeSql: engine.executeSql,
    vacuum: engine.vacuum,
  }
}

/** However often it is called, it happens once, and all callers wait for it. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => running ??= work()
}
