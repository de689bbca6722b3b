import type { Store, StoreScope } from '../../../src/store/store.ts'
import type { SceneOptions } from '../../support/gate-scene.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { createBatchSizer } from '../../../src/sync/batch-sizer.ts'
import { workSlice } from '../../../src/sync/work-slice.ts'
import { writeIntentions } from '../../../src/sync/write-intentions.ts'
import { WRITERS } from '../../../src/sync/writers.ts'
import { withoutBrake } from '../../chaos/chaos-world.ts'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene, PEOPLE, REP } from '../../support/gate-scene.ts'

const engine = prepareEngine()
const ends: (() => Promise<void>)[] = []
let portals = 500

async function open(options: Omit<SceneOptions, 'seed'> = {}) {
  portals += 1
  const scene = await openGateScene(engine.store, { ...options, seed: portals })
  ends.push(() => scene.close())
  return scene
}

/** The store of a process that is gone after so many calls to it; what is open then is rolled back. */
function dyingAfter(store: Store, calls: number): Store {
  let left = calls
  const dyingRepository = (repository: object): object => new Proxy(repository, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      return typeof method !== 'function'
        ? method
        : (...args: unknown[]): unknown => left-- > 0 ? Reflect.apply(method, target, args) : Promise.reject(new Error('the process is gone'))
    },
  })
  const wrap = <Scope extends object>(scope: Scope): Scope => new Proxy(scope, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name === 'transaction')
        return (work: (within: StoreScope) => Promise<unknown>) => (value as Store['transaction'])(within => work(wrap(within)))
      return typeof value === 'object' && value !== null ? dyingRepository(value) : value
    },
  })
  return wrap(store)
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

  it.each(['judged', 'written'] as const)('at any call to the database while a slice is %s leaves one breach, one correction, one record and one message', async (work) => {
    const scene = await open({ treaty: withoutBrake })
    const { store, portalId } = scene
    const wrong: string[] = []
    let [calls, isOver] = [0, false]
    for (; !isOver; calls += 1) {
      const lead = scene.addLead()
      await scene.settle()
      const told = scene.portal.work.notifications.of(PEOPLE.rep).length
      scene.move(1, lead, 'PROCESSED')
      await scene.portal.events.idle()
      const epoch = (await store.leases.acquire(portalId, 'dies', 60_000))!
      const portal = await scene.portalRow()
      const rows = await store.dirty.take(portalId, { lane: 'live', limit: 10, now: scene.now() })
      const dying = { ...scene.deps, store: dyingAfter(store, calls) }
      const run = { portal, epoch, treaty: null, sizer: createBatchSizer(), writers: WRITERS, fresh: new Map(), untilAt: scene.now() + 60_000 }
      const judging = workSlice(work === 'judged' ? dying : scene.deps, { portal, rows, lane: 'gate' })
      if (work === 'written')
        await judging
      isOver = await (work === 'judged' ? judging : writeIntentions(dying, run)).then(() => true, () => false)
      // A visit goes on with what is stored, before the slice comes again.
      if (work === 'judged')
        await writeIntentions(scene.deps, run)
      await store.leases.release(portalId, epoch)
      await scene.settle()
      const seen = {
        stage: scene.stageOf(1, lead),
        breaches: (await store.breaches.ofItem(portalId, { entityTypeId: 1, itemId: lead })).map(one => one.outcomes.map(({ outcome }) => outcome)),
        moves: scene.portal.crm.history(1).ofOwner(lead).length,
        records: scene.portal.work.activities.ofOwner({ entityTypeId: 1, entityId: lead }).filter(one => one.appId !== null).length,
        messages: scene.portal.work.notifications.of(PEOPLE.rep).length - told,
        undone: await store.intentions.countUndone(portalId),
      }
      if (JSON.stringify(seen) !== JSON.stringify({ stage: 'NEW', breaches: [['returned']], moves: 3, records: 1, messages: 1, undone: 0 }))
        wrong.push(`after ${calls} calls: ${JSON.stringify(seen)}`)
    }
    expect(wrong).toEqual([])
    expect(calls).toBeGreaterThan(10)
  }, 120_000)

  it('at any call to the database while a verdict of the card\'s fields is adopted leaves what a quiet day leaves', async () => {
    const scene = await open({ treaty: withoutBrake })
    const { store, portalId } = scene
    const spam = (await store.fields.list(portalId)).find(field => field.fieldName === 'UF_CRM_PT_VERDICT')!.options.find(option => option.xmlId === 'spam')!.id
    let isOver = false
    async function adopt(calls: number) {
      const lead = scene.addLead()
      await scene.settle()
      scene.portal.crm.update(1, lead, { UF_CRM_PT_VERDICT: spam, stageId: 'JUNK' }, REP)
      await scene.portal.events.idle()
      const rows = await store.dirty.take(portalId, { lane: 'live', limit: 10, now: scene.now() })
      isOver = await workSlice({ ...scene.deps, store: dyingAfter(store, calls) }, { portal: await scene.portalRow(), rows, lane: 'gate' }).then(() => true, () => false)
      await scene.settle()
      const ref = { entityTypeId: 1, itemId: lead } as const
      return {
        verdicts: (await store.feedback.ofItem(portalId, ref)).map(({ kind, label, route }) => [kind, label, route]),
        breaches: (await store.breaches.ofItem(portalId, ref)).map(({ kind, outcomes }) => [kind, outcomes.map(one => one.outcome)]),
        stage: scene.stageOf(1, lead),
        records: scene.portal.work.activities.ofOwner({ entityTypeId: 1, entityId: lead }).filter(one => one.appId !== null).length,
        intentions: (await store.intentions.ofItem(portalId, ref)).map(({ kind, state }) => `${kind} ${state}`).sort(),
      }
    }
    const quiet = await adopt(Number.POSITIVE_INFINITY)
    expect(quiet.verdicts).toEqual([['verdict', 'spam', 'native']])
    isOver = false
    for (let calls = 0; !isOver; calls += 1)
      expect(await adopt(calls), `after ${calls} calls`).toEqual(quiet)
  }, 120_000)

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
