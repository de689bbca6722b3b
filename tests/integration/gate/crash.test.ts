import { afterEach, describe, expect, it } from 'vitest'
import { createBatchSizer } from '../../../src/sync/batch-sizer.ts'
import { workSlice } from '../../../src/sync/work-slice.ts'
import { writeIntentions } from '../../../src/sync/write-intentions.ts'
import { WRITERS } from '../../../src/sync/writers.ts'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene, PEOPLE, REP } from '../../support/gate-scene.ts'

const engine = prepareEngine()
const ends: (() => Promise<void>)[] = []
let portals = 500

async function open() {
  portals += 1
  const scene = await openGateScene(engine.store, { seed: portals })
  ends.push(() => scene.close())
  return scene
}

afterEach(async () => {
  await Promise.all(ends.splice(0).map(end => end()))
})

describe('a process that ends in the middle', () => {
  it.each(['slice_stored', 'intentions_taken', 'batch_sent'] as const)('after %s leaves nothing undone and nothing doubled', async (moment) => {
    const scene = await open()
    const { store, portalId } = scene
    const lead = scene.addLead()
    await scene.settle()
    scene.move(1, lead, 'PROCESSED')
    await scene.portal.events.idle()
    const epoch = (await store.leases.acquire(portalId, 'dies', 60_000))!
    const rows = await store.dirty.take(portalId, { lane: 'live', limit: 10, now: scene.now() })
    await workSlice(scene.deps, { portal: await scene.portalRow(), rows, lane: 'gate' })
    if (moment === 'intentions_taken')
      await store.intentions.takePending(portalId, epoch, 10, scene.now())
    if (moment === 'batch_sent')
      await expect(writeIntentions({ ...scene.deps, store: { ...store, intentions: { ...store.intentions, finish: () => Promise.reject(new Error('the process is gone')) } } }, { portal: await scene.portalRow(), epoch, treaty: null, sizer: createBatchSizer(), writers: WRITERS, fresh: new Map(), untilAt: scene.now() + 60_000 })).rejects.toThrow('the process is gone')
    await store.leases.release(portalId, epoch)
    await scene.settle()
    expect(scene.stageOf(1, lead)).toBe('NEW')
    expect([...scene.portal.work.activities.all()].filter(one => one.appId !== null)).toHaveLength(1)
    expect(scene.portal.work.notifications.of(PEOPLE.rep).filter(one => one.appId !== null)).toHaveLength(1)
    expect(await store.intentions.countUndone(portalId)).toBe(0)
  })

  it('between the mirror and the adoption loses no verdict set in the native fields', async () => {
    const scene = await open()
    const { store, portalId } = scene
    const lead = scene.addLead()
    await scene.settle()
    const options = (await store.fields.list(portalId)).find(field => field.fieldName === 'UF_CRM_PT_VERDICT')!.options
    scene.portal.crm.update(1, lead, { UF_CRM_PT_VERDICT: options.find(option => option.xmlId === 'spam')!.id }, REP)
    await scene.portal.events.idle()
    const rows = await store.dirty.take(portalId, { lane: 'live', limit: 10, now: scene.now() })
    const dying = { ...scene.deps, adoptFeedback: () => Promise.reject(new Error('the process is gone')) }
    await expect(workSlice(dying, { portal: await scene.portalRow(), rows, lane: 'gate' })).rejects.toThrow('the process is gone')
    await scene.mark([{ entityTypeId: 1, itemId: lead }])
    await scene.settle()
    expect((await store.feedback.ofItem(portalId, { entityTypeId: 1, itemId: lead })).map(entry => entry.label)).toEqual(['spam'])
  })

  it('and comes back after its lease went to another one writes nothing', async () => {
    const scene = await open()
    const { store, portalId } = scene
    const lead = scene.addLead()
    await scene.settle()
    scene.move(1, lead, 'PROCESSED')
    await scene.portal.events.idle()
    const frozen = (await store.leases.acquire(portalId, 'frozen', 60_000))!
    const rows = await store.dirty.take(portalId, { lane: 'live', limit: 10, now: scene.now() })
    await workSlice(scene.deps, { portal: await scene.portalRow(), rows, lane: 'gate' })
    await store.leases.release(portalId, frozen)
    await store.leases.acquire(portalId, 'another', 60_000)
    scene.forgetRequests()
    await writeIntentions(scene.deps, { portal: await scene.portalRow(), epoch: frozen, treaty: null, sizer: createBatchSizer(), writers: WRITERS, fresh: new Map(), untilAt: scene.now() + 60_000 })
    expect([scene.requests(), scene.stageOf(1, lead)]).toEqual([0, 'PROCESSED'])
  })
})
