import type { ChaosWorld } from '../../chaos/chaos-world.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChaosWorld } from '../../chaos/chaos-world.ts'
import { makeChanges } from '../../chaos/make-changes.ts'
import { runChaos } from '../../chaos/run-chaos.ts'
import { takeAccount } from '../../chaos/take-account.ts'
import { createTestDatabase } from '../../support/engines.ts'
import { REP } from '../../support/gate-scene.ts'

const patiently = { timeout: 45_000, interval: 200 }

describe('two servers on one Postgres', () => {
  let world: ChaosWorld
  let drop: () => Promise<void>

  beforeAll(async () => {
    const database = await createTestDatabase()
    drop = database.drop
    world = await openChaosWorld({ databaseUrl: database.databaseUrl, servers: 2, seed: 4_001 })
  })
  afterAll(async () => {
    await world.close()
    await drop()
  })

  const owner = async () => (await world.store.executeSql(`select lease_owner as owner, lease_epoch as epoch from portal where portal_id = ${world.portalId}`)).rows[0] as { owner: string | null, epoch: number }

  it('share the work: a portal has one owner at a time, and every change is judged once', async () => {
    const changes = await makeChanges(world, 8)
    await expect.poll(() => takeAccount(world, changes), patiently).toMatchObject({ judged: 8, wrong: [] })
  })

  it('replaced one by one lose no event, and each ends within ten seconds', async () => {
    const replaced = world.fleet.rollOver()
    const changes = await makeChanges(world, 12)
    expect(await replaced).toBeLessThan(10_000)
    await world.scene.portal.events.idle()
    await world.passLeases()
    await world.fleet.rollOver()
    await expect.poll(() => takeAccount(world, changes), patiently).toMatchObject({ judged: 12, wrong: [] })
  })

  it('a frozen one whose work went to the other writes nothing when it wakes up', async () => {
    const { scene, fleet } = world
    await fleet.stop(1)
    scene.portal.knobs.apply({ restTroubles: [{ method: 'batch', kind: 'slow', delayMs: 1_500, share: 1, times: null, status: 500, code: '' }] })
    const lead = scene.addLead()
    scene.move(1, lead, 'PROCESSED', REP)
    await expect.poll(async () => (await owner()).owner, patiently).not.toBeNull()
    const before = await owner()
    fleet.freeze(0)
    scene.portal.knobs.apply({ restTroubles: [] })
    await world.passLeases()
    await fleet.start(1)
    await expect.poll(() => scene.stageOf(1, lead), patiently).toBe('NEW')
    await expect.poll(async () => (await owner()).epoch, patiently).toBeGreaterThan(before.epoch)
    await expect.poll(() => world.store.intentions.countUndone(world.portalId), patiently).toBe(0)
    const written = JSON.stringify([scene.portal.crm.history(1).ofOwner(lead), scene.portal.work.activities.ofOwner({ entityTypeId: 1, entityId: lead }).length])
    fleet.thaw(0)
    const probe = scene.addLead()
    await expect.poll(() => world.store.items.get(world.portalId, { entityTypeId: 1, itemId: probe }), patiently).not.toBeNull()
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${fleet.ports[0]}/ready`)).status, patiently).toBe(200)
    expect(JSON.stringify([scene.portal.crm.history(1).ofOwner(lead), scene.portal.work.activities.ofOwner({ entityTypeId: 1, entityId: lead }).length])).toBe(written)
  })

  it('killed or frozen at random leave nothing lost and nothing doubled', async () => {
    const wrong: string[] = []
    const reports = await runChaos(world, { faults: ['killed', 'frozen'], seed: 7, changes: 10, blows: 1, patienceMs: 45_000, complain: lines => wrong.push(...lines) })
    expect(wrong).toEqual([])
    expect(reports).toMatchObject([{ fault: 'killed', changes: 10, judged: 10, lost: 0, doubled: 0 }, { fault: 'frozen', changes: 10, judged: 10, lost: 0, doubled: 0 }])
  })
})
