import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { outliveQueueFaults } from '../../../src/jobs/queue-faults.ts'
import { startJobs } from '../../../src/jobs/start-jobs.ts'
import { openStore } from '../../../src/store/open-store.ts'

/**
 * A process whose database goes away while a job is at its end, and comes back; once for a job that was done, once for one that failed. Says
 * `alive` when later jobs have run. `--unguarded`: without what keeps it alive; `--other`: with a fault that is not the queue's.
 */
const store = await openStore({ engine: 'pglite', dataDir: 'memory://', vacuumEveryMs: 0 })
const seen = { outages: 0, later: 0 }
let isAway = false

async function goAway(): Promise<void> {
  isAway = true
  seen.outages += 1
  setTimeout(() => isAway = false, 300)
}

const jobs = await startJobs({
  store: { executeSql: (text, values) => isAway ? Promise.reject(new Error('the database is away')) : store.executeSql(text, values) },
  definitions: [
    { name: 'is-done', work: goAway },
    { name: 'fails', work: () => goAway().then(() => Promise.reject(new Error('this job fails'))) },
    { name: 'later', work: async () => void (seen.later += 1) },
  ],
  onError: () => undefined,
  pollEverySec: 0.5,
})
if (!process.argv.includes('--unguarded'))
  outliveQueueFaults(error => process.stdout.write(`heard: ${error.message}\n`))
for (const [turn, name] of ['is-done', 'fails'].entries()) {
  await jobs.send(name, {})
  await until(() => seen.outages > turn && !isAway)
}
if (process.argv.includes('--other'))
  void Promise.reject(new Error('a fault of ours'))
await jobs.send('later', {})
await until(() => seen.later > 0)
process.stdout.write('alive\n')
process.exit(0)

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo())
    await wait(20)
}
