import { describe, expect, it } from 'vitest'
import { describeOnBothEngines, prepareEngine } from '../../support/engines.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const FIELD = { fieldName: 'UF_CRM_GROUP', kind: 'text', label: 'Group', options: [], chosenBy: 1, chosenAt: 1, readAt: null } as const

describeOnBothEngines('items whose product rows are to be read', (engine) => {
  const newPortal = async (crmMode: 'classic' | 'simple' = 'classic'): Promise<number> => (await createSamplePortal(engine.store, { crmMode })).portalId
  const due = async (portalId: number, entityTypeId: 1 | 2 = 1) => (await engine.store.goodsDue.take(portalId, entityTypeId, 100)).map(one => one.itemId)
  const lead = (itemId: number, details: Parameters<typeof sampleReading>[0] = {}) => sampleReading({ itemId, amountMinor: 100, ...details })

  it('are marked by whoever writes the mirror: those with an amount, and those with a category', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [lead(1), lead(2, { amountMinor: 0 }), lead(3, { amountMinor: null }), lead(4, { amountMinor: null, categoryKey: 'Doors' }), lead(5, { deletedAt: 1 }), sampleReading({ entityTypeId: 2, itemId: 6 })])
    expect(await due(portalId)).toEqual([4, 1])
    await engine.store.items.insertMissing(portalId, [lead(7), lead(8, { amountMinor: 0 }), lead(2)])
    expect(await due(portalId)).toEqual([7, 4, 1])
    expect(await due(portalId, 2)).toEqual([])
    expect(await engine.store.goodsDue.count(portalId)).toBe(3)
  })

  it('are deals in a portal without leads', async () => {
    const portalId = await newPortal('simple')
    await engine.store.items.upsertMany(portalId, [lead(1), sampleReading({ entityTypeId: 2, itemId: 2 })])
    expect([await due(portalId), await due(portalId, 2)]).toEqual([[], [2]])
  })

  it('are none while a field tells the category, and all again when it no longer does', async () => {
    const portalId = await newPortal()
    await engine.store.categoryFields.set(portalId, { ...FIELD, options: [] })
    await engine.store.items.upsertMany(portalId, [lead(1), lead(2), lead(3, { amountMinor: 0 })])
    expect(await due(portalId)).toEqual([])
    await engine.store.categoryFields.clear(portalId)
    await engine.store.goodsDue.markAll(portalId)
    expect(await due(portalId)).toEqual([2, 1])
    await engine.store.goodsDue.clear(portalId)
    expect(await due(portalId)).toEqual([])
  })

  it('are taken off with their category, and their figures are worked out again where it differs', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [lead(1), lead(2, { categoryKey: 'Doors' }), lead(3, { categoryKey: 'Doors' })])
    await engine.store.figureFacts.doneMarked(portalId, await engine.store.figureFacts.takeMarked(portalId, 100))
    const categories = new Map([[1, 'Doors'], [2, 'Doors'], [3, undefined]])
    expect(await engine.store.goodsDue.settle(portalId, 1, (await engine.store.goodsDue.take(portalId, 1, 10)).map(one => ({ ...one, categoryKey: categories.get(one.itemId) })))).toBe(1)
    expect((await engine.store.items.getMany(portalId, [1, 2, 3].map(itemId => ({ entityTypeId: 1, itemId })))).map(item => item.categoryKey)).toEqual(['Doors', 'Doors', 'Doors'])
    expect((await engine.store.figureFacts.takeMarked(portalId, 100)).map(ref => ref.itemId)).toEqual([1])
    expect(await due(portalId)).toEqual([])
  })

  it('stay when the item changed since it was taken', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [lead(1), lead(2)])
    const taken = await engine.store.goodsDue.take(portalId, 1, 10)
    await engine.store.items.upsertMany(portalId, [lead(1)])
    await engine.store.goodsDue.markAll(portalId)
    await engine.store.goodsDue.settle(portalId, 1, taken.map(one => ({ ...one, categoryKey: null })))
    expect(await due(portalId)).toEqual([1])
  })

  it('keep their category once they are gone, or once a field tells it', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [lead(1, { categoryKey: 'Doors' }), lead(2, { categoryKey: 'Windows' })])
    await engine.store.items.markGone(portalId, [{ entityTypeId: 1, itemId: 1 }], { cause: 'deleted', at: 900 })
    const taken = await engine.store.goodsDue.take(portalId, 1, 10)
    expect(taken.map(one => [one.itemId, one.isGone])).toEqual([[2, false], [1, true]])
    await engine.store.goodsDue.settle(portalId, 1, taken.filter(one => one.isGone).map(one => ({ ...one, categoryKey: null })))
    await engine.store.categoryFields.set(portalId, { ...FIELD, options: [] })
    expect(await engine.store.goodsDue.settle(portalId, 1, taken.map(one => ({ ...one, categoryKey: null })))).toBe(0)
    expect((await engine.store.items.getMany(portalId, [1, 2].map(itemId => ({ entityTypeId: 1, itemId })))).map(item => item.categoryKey)).toEqual(['Doors', 'Windows'])
  })

  itNamesThePortalInEveryStatement(engine)
})

describe('items whose product rows are to be read, on an engine of many connections', () => {
  const engine = prepareEngine('postgres')

  it('let nobody wait in a circle: slices, visits and whoever chooses a field write at the same time', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const { store } = engine
    const readings = (from: number) => Array.from({ length: 200 }, (_, index) => sampleReading({ itemId: (from + index * 77) % 200 + 1, amountMinor: 100, readAt: Date.now() }))
    const rounds = async (work: (round: number) => Promise<unknown>): Promise<void> => {
      for (let round = 0; round < 25; round += 1)
        await work(round)
    }
    await store.items.upsertMany(portalId, readings(0))
    await Promise.all([
      rounds(round => store.items.upsertMany(portalId, readings(round))),
      rounds(round => store.items.upsertMany(portalId, readings(round).slice(0, 100))),
      rounds(async round => store.goodsDue.settle(portalId, 1, (await store.goodsDue.take(portalId, 1, 100)).reverse().map(one => ({ ...one, categoryKey: ['Doors', null][(one.itemId + round) % 2]! })))),
      rounds(() => store.goodsDue.markAll(portalId)),
      rounds(() => store.transaction(async (within) => {
        await within.items.forgetCategories(portalId)
        await within.goodsDue.clear(portalId)
      })),
    ])
    await store.goodsDue.markAll(portalId)
    expect(await store.goodsDue.count(portalId)).toBe(200)
  })
})
