import type { StageMove } from '../../../src/store/moves.ts'
import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const LEAD = { entityTypeId: 1, itemId: 1 } as const

describeOnBothEngines('the mirror', (engine) => {
  const newPortal = async (): Promise<number> => (await createSamplePortal(engine.store)).portalId

  it('gives back a reading as it was written', async () => {
    const portalId = await newPortal()
    const reading = sampleReading({ amountMinor: 9_007_199_254_740_991 })
    const [stored] = await engine.store.items.upsertMany(portalId, [reading])
    expect(stored).toMatchObject({ ...reading, mirrorVersion: 1, callsMade: 0, deletedAt: null, lastLawfulStageId: null })
    expect(await engine.store.items.get(portalId, LEAD)).toEqual(stored)
  })

  it('counts versions, and lets no older reading overwrite a newer one', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [sampleReading({ stageId: 'NEW', readAt: 1000 })])
    const [newer] = await engine.store.items.upsertMany(portalId, [sampleReading({ stageId: 'IN_PROCESS', readAt: 2000 })])
    expect(newer).toMatchObject({ stageId: 'IN_PROCESS', mirrorVersion: 2 })
    const [still] = await engine.store.items.upsertMany(portalId, [sampleReading({ stageId: 'NEW', readAt: 1500 })])
    expect(still).toEqual(newer)
  })

  it('lets a reading replace one that was dated by a clock an hour ahead', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [sampleReading({ stageId: 'NEW', readAt: Date.now() + 3_600_000 })])
    const [right] = await engine.store.items.upsertMany(portalId, [sampleReading({ stageId: 'IN_PROCESS', readAt: Date.now() })])
    expect(right).toMatchObject({ stageId: 'IN_PROCESS', mirrorVersion: 2 })
  })

  it('keeps what only we know when a reading does not name it', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [sampleReading({ lastLawfulStageId: 'NEW', categoryKey: 'b2b', callsMade: 3 }), sampleReading({ itemId: 2 })])
    await engine.store.items.setCalls(portalId, LEAD, 5)
    await engine.store.items.upsertMany(portalId, [sampleReading({ stageId: 'X' }), sampleReading({ itemId: 2, lastLawfulStageId: 'Y', categoryKey: null })])
    expect(await engine.store.items.get(portalId, LEAD)).toMatchObject({ stageId: 'X', lastLawfulStageId: 'NEW', categoryKey: 'b2b', callsMade: 5 })
    expect(await engine.store.items.get(portalId, { entityTypeId: 1, itemId: 2 })).toMatchObject({ lastLawfulStageId: 'Y', categoryKey: null })
    await engine.store.items.setLastLawfulStage(portalId, LEAD, 'Z')
    expect((await engine.store.items.get(portalId, LEAD))?.lastLawfulStageId).toBe('Z')
  })

  it('finds the deals of a lead, oldest first, without those that are gone', async () => {
    const portalId = await newPortal()
    const deal = (itemId: number, createdAt: number, leadId: number) => sampleReading({ entityTypeId: 2, itemId, leadId, createdAt })
    await engine.store.items.upsertMany(portalId, [sampleReading(), deal(30, 300, 1), deal(20, 100, 1), deal(10, 200, 1), deal(40, 50, 2)])
    await engine.store.items.markGone(portalId, [{ entityTypeId: 2, itemId: 30 }], { cause: 'deleted', at: 900 })
    expect((await engine.store.items.dealsOfLead(portalId, 1)).map(item => item.itemId)).toEqual([20, 10])
    expect((await engine.store.items.dealsOfLeads(portalId, [1, 2])).map(item => item.itemId)).toEqual([40, 20, 10])
    expect(await engine.store.items.get(portalId, { entityTypeId: 2, itemId: 30 })).toMatchObject({ deletedAt: 900, goneCause: 'deleted', mirrorVersion: 2 })
  })

  it('gives many items by reference and leaves unknown ones out', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [sampleReading(), sampleReading({ entityTypeId: 2, itemId: 1 })])
    const found = await engine.store.items.getMany(portalId, [LEAD, { entityTypeId: 2, itemId: 99 }])
    expect(found.map(item => [item.entityTypeId, item.itemId])).toEqual([[1, 1]])
    expect(await engine.store.items.getMany(portalId, [])).toEqual([])
  })

  it('pages through the items of some stages by id', async () => {
    const portalId = await newPortal()
    await engine.store.items.upsertMany(portalId, [1, 2, 3, 4].map(itemId => sampleReading({ itemId, stageId: itemId === 2 ? 'JUNK' : 'NEW' })))
    const page = await engine.store.items.inStages(portalId, { entityTypeId: 1, stageIds: ['NEW'], afterItemId: 1, limit: 1 })
    expect(page.map(item => item.itemId)).toEqual([3])
  })

  it('pages backwards through the items whose native fields hold a verdict', async () => {
    const natives = { verdict: 'spam', warmth: null, reason: null, review: null, criteria: [], card: null }
    const { portalId } = await createSamplePortal(engine.store)
    await engine.store.items.upsertMany(portalId, [1, 2, 3, 4, 5].map(itemId => sampleReading({ entityTypeId: 1, itemId, ...(itemId === 2 ? {} : { natives }) })))
    await engine.store.items.markGone(portalId, [{ entityTypeId: 1, itemId: 4 }], { cause: 'deleted', at: 900 })
    const page = async (beforeItemId: number | null) => (await engine.store.items.judgedNatively(portalId, { entityTypeId: 1, beforeItemId, limit: 2 })).map(item => item.itemId)
    expect([await page(null), await page(3), await page(1)]).toEqual([[5, 3], [1], []])
  })

  it('does not see the same id in another portal', async () => {
    const [one, other] = [await newPortal(), await newPortal()]
    await engine.store.items.upsertMany(one, [sampleReading()])
    expect(await engine.store.items.get(other, LEAD)).toBeNull()
  })

  it('writes ten thousand readings in one go', async () => {
    const portalId = await newPortal()
    const readings = Array.from({ length: 10_000 }, (_, index) => sampleReading({ itemId: index + 1 }))
    expect(await engine.store.items.upsertMany(portalId, readings)).toHaveLength(10_000)
  })

  itNamesThePortalInEveryStatement(engine)
})

describeOnBothEngines('stage moves', (engine) => {
  const move = (historyId: number, details: Partial<StageMove> = {}): StageMove => ({ entityTypeId: 1, historyId, itemId: 1, typeId: 2, pipelineId: 0, stageId: 'NEW', semantic: 'P', movedAt: historyId * 1000, movedBy: null, ...details })

  it('adds each move once and says which were new', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    expect(await engine.store.moves.insertMany(portalId, [move(2), move(1), move(2)])).toHaveLength(2)
    const added = await engine.store.moves.insertMany(portalId, [move(1, { stageId: 'OTHER' }), move(3)])
    expect(added.map(row => row.historyId)).toEqual([3])
    expect((await engine.store.moves.ofItem(portalId, LEAD)).map(row => [row.historyId, row.stageId])).toEqual([[1, 'NEW'], [2, 'NEW'], [3, 'NEW']])
    expect(await engine.store.moves.lastHistoryId(portalId, 1)).toBe(3)
    expect(await engine.store.moves.lastHistoryId(portalId, 2)).toBe(0)
  })

  it('counts moves since a moment, creations left out', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    await engine.store.moves.insertMany(portalId, [move(1, { typeId: 1 }), move(2), move(3), move(4, { entityTypeId: 2 })])
    expect(await engine.store.moves.countSince(portalId, 3000)).toBe(2)
    expect(await engine.store.moves.countSince(portalId, 0)).toBe(3)
  })

  itNamesThePortalInEveryStatement(engine)
})
