import type { Store } from '../../../src/store/store.ts'
import type { GateScene } from '../../support/gate-scene.ts'
import type { Cost, UnitCosts } from './simulate-day.ts'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import Fastify from 'fastify'
import { registerEvents } from '../../../handlers/register-events.ts'
import { hashApplicationToken } from '../../../src/store/application-token-hash.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { remindHalf } from '../../../src/sync/remind-half.ts'
import { sweepHistory } from '../../../src/sync/sweep-history.ts'
import { sweepPortal } from '../../../src/sync/sweep-portal.ts'
import { sweepTouches } from '../../../src/sync/sweep-touches.ts'
import { openGateScene } from '../../support/gate-scene.ts'
import { sampleEvent } from '../../support/sample-event.ts'
import { startTestPostgres } from '../../support/start-test-postgres.ts'

const EVENTS = 6_000
const AT_ONCE = 64
const SINGLES = 80
const SLICED = 1_000
const SWEEPS = 30
const TICK_MS = 10

/**
 * What each piece of work takes, on a Postgres with fsync. The stand-in portal answers in the same process, so the app's share is
 * too high rather than too low.
 */
export async function measureCosts(): Promise<UnitCosts> {
  const server = await startTestPostgres({ durable: true })
  const store = await openStore({ engine: 'postgres', databaseUrl: server.url })
  const scene = await openGateScene(store, { seed: 5, knobs: { dropEvents: 1 } })
  try {
    const leads = Array.from({ length: SLICED }, () => scene.addLead())
    const refs = leads.map(itemId => ({ entityTypeId: 1 as const, itemId }))
    await scene.mark(refs)
    await scene.work()
    const change = (some: readonly number[], stageId: string): void => some.forEach(lead => scene.move(1, lead, stageId))
    const events = await costOf(scene, EVENTS, () => tellEvents(scene))
    const singles = await costOf(scene, SINGLES, async () => {
      for (const ref of refs.slice(0, SINGLES)) {
        change([ref.itemId], 'IN_PROCESS')
        await scene.mark([ref])
        await scene.work()
      }
    })
    const slices = await costOf(scene, SLICED, async () => {
      change(leads.slice(SINGLES), 'IN_PROCESS')
      await scene.mark(refs)
      await scene.work()
    })
    // The first looks find what was changed just now.
    await sweepQuietly(scene, 2)
    return { event: events, single: singles, sliced: slices, sweep: await costOf(scene, SWEEPS, () => sweepQuietly(scene, SWEEPS)) }
  }
  finally {
    await scene.close()
    await store.close()
    await server.stop()
  }
}

async function costOf(scene: GateScene, times: number, work: () => Promise<void>): Promise<Cost> {
  scene.forgetRequests()
  const databaseBefore = await databaseMs(scene.store)
  const before = process.cpuUsage()
  await work()
  const used = process.cpuUsage(before)
  const database = await databaseMs(scene.store) - databaseBefore
  return { appMs: round((used.user + used.system) / 1000 / times), databaseMs: round(database / times), requests: round(scene.requests() / times) }
}

/** Messages of a portal at its door, sixty-four at once, for as many leads. */
async function tellEvents({ store, now }: GateScene): Promise<void> {
  const door = Fastify()
  const ports = { lifecycle: { hint: async () => {} }, timelineClick: { clicked: async () => {} }, fieldChange: { changed: async () => {} }, offlineWake: { wake: async () => {} } }
  await registerEvents(door, { store, ports, now, hashIp: () => 'hash' })
  const memberId = 'portal-of-the-capacity-bench'
  await store.portals.create({ memberId, origin: 'https://busy.example', clientEndpoint: 'https://busy.example/rest/', serverEndpoint: 'https://oauth.example/rest/', applicationTokenHash: hashApplicationToken('application-token'), status: 'active' }, now())
  const payloads = Array.from({ length: EVENTS }, (_, index) => sampleEvent({ memberId, data: { '[FIELDS][ID]': String(1 + index) } }))
  for (let from = 0; from < EVENTS; from += AT_ONCE) {
    const answers = await Promise.all(payloads.slice(from, from + AT_ONCE).map(payload => door.inject({ method: 'POST', url: '/events', payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } })))
    if (answers.some(answer => answer.statusCode !== 200))
      throw new Error('The door refused an event: a bench of refusals means nothing')
  }
  await door.close()
}

async function sweepQuietly(scene: GateScene, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    // A quiet portal: what changed lies far enough back, by its own clock.
    scene.portal.clock.shift(300_000)
    scene.advance(300_000)
    const portal = await scene.portalRow()
    await sweepPortal(scene.deps, portal)
    await sweepHistory(scene.deps, portal)
    await sweepTouches(scene.deps, portal)
    await remindHalf(scene.deps, portal)
  }
}

/** Processor time of every process of the database that serves or writes now, ms; Linux tells it in ticks. */
async function databaseMs(store: Store): Promise<number> {
  const { rows } = await store.executeSql('select pid from pg_stat_activity') as { rows: { pid: number }[] }
  const ticks = await Promise.all(rows.map(async ({ pid }) => {
    const facts = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? []
    return Number(facts[11] ?? 0) + Number(facts[12] ?? 0)
  }))
  return ticks.reduce((sum, one) => sum + one, 0) * TICK_MS
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
