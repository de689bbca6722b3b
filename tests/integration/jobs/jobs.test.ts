import type { Jobs } from '../../../src/jobs/jobs.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startJobs } from '../../../src/jobs/start-jobs.ts'
import { describeOnBothEngines, prepareEngine } from '../../support/engines.ts'

describeOnBothEngines('the job queue', (engine) => {
  const running: Jobs[] = []
  const errors: Error[] = []

  afterEach(async () => {
    await Promise.all(running.splice(0).map(jobs => jobs.stop()))
    expect(errors.splice(0)).toEqual([])
  })

  const start = async (definitions: Parameters<typeof startJobs>[0]['definitions']): Promise<Jobs> => {
    const jobs = await startJobs({ store: engine.store, definitions, onError: error => errors.push(error), pollEverySec: 0.5 })
    running.push(jobs)
    return jobs
  }

  const schedules = async (): Promise<string[]> => {
    const { rows } = await engine.store.executeSql('select name from jobs.schedule order by name') as { rows: { name: string }[] }
    return rows.map(row => row.name)
  }

  it('runs a job that was sent, with its data', async () => {
    const seen: unknown[] = []
    const jobs = await start([{ name: 'greet', work: async data => void seen.push(data) }])
    await jobs.send('greet', { portalId: 7 })
    await vi.waitFor(() => expect(seen).toEqual([{ portalId: 7 }]), { timeout: 10_000 })
  })

  it('keeps one waiting job per key', async () => {
    const seen: unknown[] = []
    const jobs = await start([{ name: 'once', work: async data => void seen.push(data) }])
    await jobs.send('once', { turn: 1 }, { key: 'a', afterMs: 1_000 })
    await jobs.send('once', { turn: 2 }, { key: 'a', afterMs: 1_000 })
    await vi.waitFor(() => expect(seen).toEqual([{ turn: 1 }]), { timeout: 10_000 })
    const { rows } = await engine.store.executeSql(`select 1 from jobs.job where name = 'once'`)
    expect(rows).toHaveLength(1)
  })

  it('removes the schedule of a job that is no longer defined', async () => {
    await start([{ name: 'sweep', cron: '*/5 * * * *', work: async () => {} }])
    expect(await schedules()).toEqual(['sweep'])
    await start([])
    expect(await schedules()).toEqual([])
  })
})

describe('several processes that start at once on one Postgres', () => {
  const engine = prepareEngine('postgres')

  it('all find their queues, and each job is run once', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `at-once-${index}`)
    const seen: string[] = []
    const errors: Error[] = []
    const together = await Promise.all(Array.from({ length: 4 }, () => startJobs({ store: engine.store, definitions: names.map(name => ({ name, work: async () => void seen.push(name) })), onError: error => errors.push(error), pollEverySec: 0.5 })))
    await Promise.all(names.map((name, index) => together[index % together.length]!.send(name, {})))
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(names), { timeout: 20_000 })
    await Promise.all(together.map(jobs => jobs.stop()))
    expect(errors).toEqual([])
  })
})
