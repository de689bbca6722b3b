import { describe, expect, it } from 'vitest'
import { listLedger } from '../../../src/gate/list-ledger.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'

const NOW = 1_790_000_000_000
const ROP = { userId: 3, roles: ['rop' as const], teamUserIds: [], language: 'en' as const }

describeOnBothEngines('the ledger page', (engine) => {
  async function portalWithBreaches(): Promise<number> {
    const { portalId } = await createSamplePortal(engine.store)
    for (let itemId = 1; itemId <= 120; itemId += 1) {
      await engine.store.items.upsertMany(portalId, [sampleReading({ itemId, assignedBy: itemId % 2 === 0 ? 4 : 5 })])
      await engine.store.breaches.record(portalId, { entityTypeId: 1, itemId, kind: 'past_handoff', dedupeKey: `b${itemId}`, moveHistoryId: itemId, movedAt: NOW - itemId * 1000, detectedAt: NOW, route: 'person', actorId: 4, evidence: {}, versionNo: 1, mode: 'enforce', missing: [] })
    }
    return portalId
  }

  describe('of 120 breaches', () => {
    it('shows them in pages that meet without gaps or repeats', async () => {
      const portalId = await portalWithBreaches()
      const deps = { store: engine.store, now: () => NOW }
      const pages = await Promise.all([1, 2, 3, 4].map(page => listLedger(deps, portalId, ROP, { page })))
      expect(pages.map(page => page.rows.length)).toEqual([50, 50, 20, 0])
      expect(new Set(pages.flatMap(page => page.rows.map(row => row.item.itemId))).size).toBe(120)
      expect(pages.every(page => page.total === 120)).toBe(true)
    })

    it('narrows them by rep and by the time of the move, and counts what it shows', async () => {
      const portalId = await portalWithBreaches()
      const deps = { store: engine.store, now: () => NOW }
      const ofRep = await listLedger(deps, portalId, ROP, { page: 2, rep: 5 })
      expect(ofRep).toMatchObject({ total: 60 })
      expect(ofRep.rows).toHaveLength(10)
      expect(ofRep.rows.every(row => row.rep?.id === 5)).toBe(true)
      const moved = await listLedger(deps, portalId, ROP, { page: 1, from: NOW - 10_000, to: NOW - 5_000 })
      expect(moved.rows.map(row => row.item.itemId).sort((one, other) => one - other)).toEqual([6, 7, 8, 9, 10])
      expect(moved.total).toBe(5)
    })
  })
})
