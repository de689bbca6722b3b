import type { ChaosWorld } from '../../chaos/chaos-world.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChaosWorld } from '../../chaos/chaos-world.ts'
import { makeChanges } from '../../chaos/make-changes.ts'
import { takeAccount } from '../../chaos/take-account.ts'
import { createTestDatabase } from '../../support/engines.ts'
import { REP, ROBOT } from '../../support/gate-scene.ts'

const IMPORTED = 600

describe('three servers and one portal of the standard plan', () => {
  let world: ChaosWorld
  let folder: string
  let drop: () => Promise<void>

  beforeAll(async () => {
    const database = await createTestDatabase()
    drop = database.drop
    folder = await mkdtemp(join(tmpdir(), 'peace-treaty-budget-'))
    world = await openChaosWorld({ databaseUrl: database.databaseUrl, servers: 3, seed: 4_101, burst: 50, perSecond: 2, restLogFile: join(folder, 'calls.jsonl') })
  })
  afterAll(async () => {
    await world.close()
    await drop()
    await rm(folder, { recursive: true, force: true })
  })

  const calls = async () => (await readFile(join(folder, 'calls.jsonl'), 'utf8')).trim().split('\n').map(line => JSON.parse(line) as { method: string, status: number })

  it('share one budget: an import, people and the gate together are never refused by the limit, and the gate comes first', async () => {
    const { scene, store, portalId } = world
    scene.portal.knobs.apply({ rateLimit: 'standard' })
    const imported = Array.from({ length: IMPORTED }, () => scene.addLead({}, ROBOT))
    await store.dirty.mark(portalId, imported.map(itemId => ({ entityTypeId: 1, itemId, lane: 'bulk', seenAt: Date.now() })))
    const made = makeChanges(world, 8)
    const lead = scene.addLead()
    scene.move(1, lead, 'PROCESSED', REP)
    await expect.poll(() => scene.stageOf(1, lead), { timeout: 45_000, interval: 100 }).toBe('NEW')
    const changes = await made
    await expect.poll(() => takeAccount(world, changes), { timeout: 60_000, interval: 500 }).toMatchObject({ judged: 8, wrong: [] })
    await expect.poll(async () => imported.length - (await store.items.liveIds(portalId, 1)).filter(id => imported.includes(id)).length, { timeout: 60_000, interval: 500 }).toBe(0)
    const asked = await calls()
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter(call => call.status === 503 || call.status === 429)).toEqual([])
    expect((await store.budget.read(portalId) as { crowdedForMs: number }).crowdedForMs).toBe(0)
  }, 180_000)
})
