import type { App } from './app.ts'
import type { Config } from './config.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Store } from './store/store.ts'
import process from 'node:process'
import { createApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { outliveQueueFaults } from './jobs/queue-faults.ts'
import { startJobs } from './jobs/start-jobs.ts'
import { createLogger } from './logger.ts'
import { refuseUnknownKeys } from './portals/refuse-unknown-keys.ts'
import { openStore } from './store/open-store.ts'

/** Longest time for a graceful end; whatever still runs then is resumed by the next start. */
const CLOSE_WITHIN_MS = 9_000

await start().catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? `${String(error.code)}: ` : ''
  process.stderr.write(`${error instanceof ConfigError ? '' : code}${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const logger = createLogger(config.logLevel)
  outliveQueueFaults(error => logger.error({ err: error }, 'the queue could not note that a job ended: it is taken up again later'))
  const store = await openStore(storeSettings(config))
  await refuseUnknownKeys(store, config).catch(async (error) => {
    await store.close()
    throw error
  })
  const app = await createApp({ config, store, logger })
  const jobs = await startJobs({ queueDatabaseUrl: separateQueue(config), store, definitions: app.jobs, onError: error => logger.error({ err: error }, 'queue') })
  await app.server.listen({ port: config.port, host: config.host })
  const address = app.server.addresses()[0]
  process.stdout.write(`ready app=${config.appUrl} port=${typeof address === 'object' ? address.port : config.port}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end({ app, jobs, store }))
}

function storeSettings(config: Config): Parameters<typeof openStore>[0] {
  return config.database.engine === 'postgres'
    ? { engine: 'postgres', databaseUrl: config.database.url }
    : { engine: 'pglite', dataDir: config.database.dataDir }
}

/** The queue shares the store's database unless the operator names another one. */
function separateQueue(config: Config): string | undefined {
  const isOther = config.database.engine === 'postgres' && config.queueUrl !== null && config.queueUrl !== config.database.url
  return isOther ? config.queueUrl ?? undefined : undefined
}

async function end({ app, jobs, store }: { app: App, jobs: Jobs, store: Store }): Promise<void> {
  const timer = setTimeout(() => process.exit(1), CLOSE_WITHIN_MS)
  await app.close()
  await jobs.stop()
  await store.close()
  clearTimeout(timer)
  process.exit(0)
}
