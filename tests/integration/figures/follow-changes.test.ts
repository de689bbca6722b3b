import { expect, it } from 'vitest'
import { followChanges } from '../../../src/figures/refresh/follow-changes.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'

describeOnBothEngines('figures of a living portal', (engine) => {
  it('follow a change by themselves, whoever made it, and rest when told to', async () => {
    const { portalId, deps } = await loadWorld(engine.store, randomWorld(80_000, 5))
    const { figureFacts, items } = engine.store
    const following = followChanges({ ...deps, store: engine.store }, { afterMs: 10, log: { warn: (...told: unknown[]) => expect(told).toEqual([]) } })
    await items.markGone(portalId, [{ entityTypeId: 1, itemId: 1 }], { cause: 'deleted', at: deps.now() })
    await items.upsertMany(portalId, (await items.getMany(portalId, [{ entityTypeId: 1, itemId: 2 }])).map(({ mirrorVersion: _, ...reading }) => ({ ...reading, assignedBy: 77, readAt: reading.readAt + 1 })))
    await expect.poll(async () => [await figureFacts.countMarked(portalId), (await figureFacts.state(portalId))?.rebuildCursor], { timeout: 30_000 }).toEqual([0, null])
    const [row] = await engine.store.figureSums.exact(portalId, { basis: 'created', range: { fromDay: 0, toDay: 40_000 }, filter: { rep: [77] }, by: [], now: deps.now() })
    expect(row?.sums.items).toBe(1)
    await following.stop()
    await figureFacts.mark(portalId, [{ entityTypeId: 1, itemId: 2 }])
    await following.idle()
    expect(await figureFacts.countMarked(portalId)).toBe(1)
  })
})
