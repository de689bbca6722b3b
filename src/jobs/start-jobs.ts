import type { Store } from '../store/store.ts'
import type { JobDefinition, Jobs } from './jobs.ts'
import { setTimeout as delay } from 'node:timers/promises'
import PgBoss from 'pg-boss'

/** How to run the queue. */
export interface JobsOptions {
  /** The queue's own Postgres; absent = the store's database, in a schema of its own. */
  queueDatabaseUrl?: string
  store: Pick<Store, 'executeSql'>
  definitions: readonly JobDefinition[]
  /** Hears what the queue itself could not do; jobs that fail are tried again by the queue. */
  onError: (error: Error) => void
  /** How often each job is looked for, in seconds, 0.5 or more. @default 5 */
  pollEverySec?: number
}

const SCHEMA = 'jobs'
/** Tries at what several processes that start at once may get in each other's way with. */
const DEADLOCK_TRIES = 8
const RETRIES = 2
const RETRY_DELAY_SEC = 30
const STOP_TIMEOUT_MS = 10_000
/** A job that ran so long was lost with its process: another takes it. */
const EXPIRE_MINUTES = 30

/** Starts the queue and its schedules. Schedules of jobs that are no longer defined are removed. */
export async function startJobs({ queueDatabaseUrl, store, definitions, onError, pollEverySec = 5 }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    schema: SCHEMA,
    ...(queueDatabaseUrl === undefined ? { db: { executeSql: (text: string, values: unknown[]) => store.executeSql(text, values) } } : { connectionString: queueDatabaseUrl, max: 3 }),
    retryLimit: RETRIES,
    retryDelay: RETRY_DELAY_SEC,
    retryBackoff: true,
    expireInMinutes: EXPIRE_MINUTES,
    deleteAfterDays: 3,
  })
  boss.on('error', onError)
  await throughDeadlocks(() => boss.start())
  for (const definition of definitions)
    await runJob(boss, definition, pollEverySec)
  await dropOldSchedules(boss, definitions)
  return {
    async send(name, data, { afterMs = 0, key } = {}) {
      await boss.send(name, data, { startAfter: Math.ceil(afterMs / 1000), ...(key === undefined ? {} : { singletonKey: key }) })
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: STOP_TIMEOUT_MS }),
  }
}

/** `short`: one waiting job per key, so a schedule that outruns its work does not pile up. */
async function runJob(boss: PgBoss, { name, cron, work }: JobDefinition, pollEverySec: number): Promise<void> {
  await throughDeadlocks(() => boss.createQueue(name, { name, policy: 'short' }))
  await boss.work(name, { pollingIntervalSeconds: pollEverySec, batchSize: 1 }, async (jobs) => {
    for (const job of jobs)
      await work(job.data)
  })
  if (cron !== undefined)
    await boss.schedule(name, cron, {}, { tz: 'UTC' })
}

async function dropOldSchedules(boss: PgBoss, definitions: readonly JobDefinition[]): Promise<void> {
  const scheduled = new Set(definitions.filter(definition => definition.cron !== undefined).map(definition => definition.name))
  for (const { name } of await boss.getSchedules()) {
    if (!scheduled.has(name))
      await boss.unschedule(name)
  }
}

/** Making a queue makes a table: of several processes that start at once the database may break one off, and says that it may try again. */
async function throughDeadlocks<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    }
    catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === '40P01'
      if (!isDeadlock || attempt === DEADLOCK_TRIES)
        throw error
      await delay(Math.random() * 100 * attempt)
    }
  }
}
