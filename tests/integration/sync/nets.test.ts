import { afterEach, describe, expect, it } from 'vitest'
import { comparePortal } from '../../../src/sync/compare-portal.ts'
import { drainOffline } from '../../../src/sync/drain-offline.ts'
import { startSync } from '../../../src/sync/start-sync.ts'
import { sweepHistory } from '../../../src/sync/sweep-history.ts'
import { sweepPortal } from '../../../src/sync/sweep-portal.ts'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene, PEOPLE } from '../../support/gate-scene.ts'

const engine = prepareEngine()
const ends: (() => Promise<void>)[] = []
let seed = 1_300

async function open() {
  seed += 1
  const scene = await openGateScene(engine.store, { seed })
  ends.push(() => scene.close())
  return scene
}

type Scene = Awaited<ReturnType<typeof open>>

/** Nobody hears what happens from here on. */
async function deaf(scene: Scene, work: () => void): Promise<void> {
  scene.portal.knobs.apply({ dropEvents: 1 })
  work()
  await scene.portal.events.idle()
}

afterEach(async () => {
  await Promise.all(ends.splice(0).map(end => end()))
})

describe('the nets behind the events', () => {
  it('find a change nobody told about, from the last watermark on', async () => {
    const scene = await open()
    const lead = scene.addLead()
    await scene.settle()
    await deaf(scene, () => scene.move(1, lead, 'PROCESSED'))
    expect(await sweepPortal(scene.deps, await scene.portalRow())).toBeGreaterThan(0)
    await scene.work()
    expect(scene.stageOf(1, lead)).toBe('NEW')
  })

  it('are cast at once over a portal whose past has just been read, apart from the rounds', async () => {
    const scene = await open()
    const lead = scene.addLead()
    await scene.settle()
    await deaf(scene, () => scene.move(1, lead, 'PROCESSED'))
    const sync = startSync(scene.deps, { sweepEveryMs: 0 })
    sync.tend(scene.portalId)
    await sync.idle()
    expect(scene.stageOf(1, lead)).toBe('NEW')
    expect((await scene.portalRow()).watermarks).toHaveProperty('sweep:1')
    const hold = await scene.store.taskLeases.acquire(scene.portalId, 'tend', { owner: 'the round of another process', forMs: 60_000 })
    expect(hold).not.toBeNull()
    const asked = scene.requests()
    sync.tend(scene.portalId)
    await sync.idle()
    await scene.store.taskLeases.release(scene.portalId, 'tend', hold!)
    await sync.stop()
    sync.tend(scene.portalId)
    await sync.idle()
    expect(scene.requests()).toBe(asked)
  })

  it('look again, once, at what was read in the very second of its change: the portal tells whole seconds', async () => {
    const scene = await open()
    for (let turn = 0; turn < 3; turn += 1) {
      const lead = scene.addLead()
      await scene.settle()
      await deaf(scene, () => scene.move(1, lead, 'PROCESSED'))
      expect(await sweepPortal(scene.deps, await scene.portalRow()), `turn ${turn}`).toBeGreaterThan(0)
      scene.portal.knobs.apply({ dropEvents: 0 })
      await scene.work()
      await scene.settle()
      expect(scene.stageOf(1, lead)).toBe('NEW')
    }
    scene.advance(5_000)
    await sweepPortal(scene.deps, await scene.portalRow())
    await scene.work()
    expect(await sweepPortal(scene.deps, await scene.portalRow())).toBe(0)
  })

  it('leave no gap when the clock of a server was an hour ahead and is put right', async () => {
    const scene = await open()
    const lead = scene.addLead()
    await scene.settle()
    scene.advance(3_600_000)
    await sweepPortal(scene.deps, await scene.portalRow())
    await scene.work()
    scene.advance(-3_600_000)
    await deaf(scene, () => scene.move(1, lead, 'PROCESSED'))
    expect(await sweepPortal(scene.deps, await scene.portalRow())).toBeGreaterThan(0)
    await scene.work()
    expect(scene.stageOf(1, lead)).toBe('NEW')
  })

  it('find moves there and back, which the item itself no longer shows, and find them once', async () => {
    const scene = await open()
    const lead = scene.addLead()
    await scene.settle()
    await deaf(scene, () => {
      scene.move(1, lead, 'PROCESSED')
      scene.move(1, lead, 'NEW')
    })
    expect(await sweepHistory(scene.deps, await scene.portalRow())).toBe(1)
    await scene.work()
    expect(await sweepHistory(scene.deps, await scene.portalRow())).toBe(0)
    expect((await engine.store.moves.ofItem(scene.portalId, { entityTypeId: 1, itemId: lead })).map(move => move.stageId)).toEqual(['NEW', 'PROCESSED', 'NEW'])
  })

  it('take the offline queue where the plan has one: reserved, marked, cleared; rows of a dead process too', async () => {
    const scene = await open()
    const { store, portalId } = scene
    const app = scene.portal.apps.list().find(one => one.code === 'peace.treaty')!
    scene.portal.apps.addHandler({ appId: app.id, event: 'ONCRMLEADUPDATE', handler: '', authType: 0, offline: true, authConnector: '', minTimeoutSec: 1, createdBy: PEOPLE.admin })
    const [first, second] = [scene.addLead(), scene.addLead()]
    await scene.settle()
    await deaf(scene, () => scene.move(1, first, 'PROCESSED'))
    expect(await drainOffline(scene.deps, await scene.portalRow(), 'one')).toBe(0)
    await store.portals.setCapabilities(portalId, { features: { rest_offline_extended: true } }, scene.now())
    await scene.clients.forPortal(portalId).call('event.offline.get', { clear: 0, limit: 50 }, { lane: 'background' })
    await deaf(scene, () => scene.move(1, second, 'PROCESSED'))
    expect(await drainOffline(scene.deps, await scene.portalRow(), 'two')).toBe(2)
    expect(scene.portal.events.offline.list(app.id)).toEqual([])
    await scene.work()
    expect([scene.stageOf(1, first), scene.stageOf(1, second)]).toEqual(['NEW', 'NEW'])
  })

  it('find what has vanished: gone, cause unknown, and what was never seen once the past is read', async () => {
    const scene = await open()
    const { store, portalId } = scene
    const leads = Array.from({ length: 60 }, () => scene.addLead())
    await scene.settle()
    await deaf(scene, () => scene.portal.crm.remove(1, leads[7]!, { kind: 'user', userId: PEOPLE.admin, appId: null }))
    let unseen = 0
    await deaf(scene, () => {
      unseen = scene.addLead()
    })
    expect(await comparePortal(scene.deps, await scene.portalRow())).toEqual({ vanished: 1, unknown: 0, isDoubted: false })
    await scene.work()
    expect((await store.items.get(portalId, { entityTypeId: 1, itemId: leads[7]! }))?.goneCause).toBe('unknown')
    await store.backfills.plan(portalId)
    for (const part of ['leads', 'deals'] as const)
      await store.backfills.change(portalId, part, { state: 'done' })
    expect(await comparePortal(scene.deps, await scene.portalRow())).toEqual({ vanished: 0, unknown: 1, isDoubted: false })
    await scene.work()
    expect(await store.items.get(portalId, { entityTypeId: 1, itemId: unseen })).not.toBeNull()
  })

  it('keep the verdict of a duplicate that was merged away: gone, cause unknown, and the survivor keeps its own', async () => {
    const scene = await open()
    const { store, portalId } = scene
    const [survivor, duplicate] = [scene.addLead(), scene.addLead()]
    await scene.settle()
    await scene.verdict(survivor, 'off_target')
    await scene.verdict(duplicate, 'spam')
    await scene.settle()
    await deaf(scene, () => void scene.portal.crm.merge(1, [survivor, duplicate], { kind: 'user', userId: PEOPLE.admin, appId: null }))
    expect(await comparePortal(scene.deps, await scene.portalRow())).toMatchObject({ vanished: 1, isDoubted: false })
    await scene.work()
    const of = (itemId: number) => ({ entityTypeId: 1, itemId }) as const
    expect(await store.items.get(portalId, of(duplicate))).toMatchObject({ goneCause: 'unknown' })
    expect((await store.feedback.ofItem(portalId, of(duplicate))).map(entry => entry.label)).toEqual(['spam'])
    expect(await store.items.get(portalId, of(survivor))).toMatchObject({ deletedAt: null, goneCause: null })
    expect((await store.feedback.ofItem(portalId, of(survivor))).map(entry => entry.label)).toEqual(['off_target'])
  })

  it('doubt their own rights when everything seems to have vanished', async () => {
    const scene = await open()
    Array.from({ length: 120 }, () => scene.addLead())
    await scene.settle()
    const blind = { ...scene.clients, forPortal: (id: number) => {
      const client = scene.clients.forPortal(id)
      return { ...client, batch: async (...args: Parameters<typeof client.batch>) => new Map([...await client.batch(...args)].map(([key]) => [key, { state: 'done' as const, result: { items: [] }, next: null, total: null }])) }
    } }
    expect(await comparePortal({ ...scene.deps, clients: blind }, await scene.portalRow())).toMatchObject({ vanished: 120, isDoubted: true })
    expect((await engine.store.dirty.waiting(scene.portalId)).bulk.count).toBe(0)
  })
})
