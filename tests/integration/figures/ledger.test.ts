import type { FiguresQuery } from '../../../src/contracts/api/figures-query.schema.ts'
import type { FigureViewer } from '../../../src/figures/query/figure-scope.ts'
import type { BreachOutcomeCode } from '../../../src/store/breaches.ts'
import { expect, it } from 'vitest'
import { readFiguresLedger } from '../../../src/figures/query/read-ledger.ts'
import { readList } from '../../../src/figures/query/read-list.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'

const ROP: FigureViewer = { userId: 20, roles: ['rop'], teamUserIds: [], language: 'ru' }
const QUERY: FiguresQuery = { from: '2026-10-01', to: '2026-12-01', view: 'cohort', repeats: 'all' }
const HOUR_MS = 3_600_000

/** A breach so many hours ago, and what became of it how many hours later. */
interface Case { hoursAgo: number, kind?: string, mode?: 'observe' | 'enforce', route?: string, outcomes?: [BreachOutcomeCode, number][], deal?: boolean }

const CASES: Case[] = [
  { hoursAgo: 100 },
  { hoursAgo: 90, outcomes: [['returned', 1]] },
  { hoursAgo: 80, outcomes: [['notice', 0], ['completed', 23]] },
  { hoursAgo: 70, outcomes: [['completed', 25]], route: 'no_user' },
  { hoursAgo: 60, outcomes: [['held', 1], ['released', 2]] },
  { hoursAgo: 50, outcomes: [['notice', 0], ['too_old', 1]] },
  { hoursAgo: 5 },
  { hoursAgo: 4, outcomes: [['granted', 1]] },
  { hoursAgo: 40, mode: 'observe' },
  { hoursAgo: 30, kind: 'junk' },
]

describeOnBothEngines('the ledger in figures', (engine) => {
  it('counts breaches that nobody corrected within a day against the handoffs; observing and junk stay outside', async () => {
    const world = randomWorld(50_001)
    const { portalId, deps } = await loadWorld(engine.store, world)
    await refreshFigures(deps, portalId)
    for (const [index, one] of CASES.entries()) {
      const movedAt = world.now - one.hoursAgo * HOUR_MS
      const { breach } = await engine.store.breaches.record(portalId, { entityTypeId: 1, itemId: index + 1, kind: one.kind ?? 'past_handoff', dedupeKey: `breach ${index}`, moveHistoryId: null, movedAt, detectedAt: movedAt, route: one.route ?? 'person', actorId: null, evidence: {}, versionNo: 1, mode: one.mode ?? 'enforce', missing: [] })
      for (const [outcome, hours] of one.outcomes ?? [])
        await engine.store.breaches.addOutcome(portalId, { breachId: breach.breachId, outcome, at: movedAt + hours * HOUR_MS, actorId: null, reason: null, intentionId: null })
    }
    const answer = await readFiguresLedger(deps, portalId, ROP, QUERY)
    expect([answer.holeRate.numerator.value, answer.breaches.value, answer.pending.value, answer.wouldHaveBeen.value]).toEqual([3, 8, 1, 1])
    expect(answer.routes.map(row => [row.route, row.breaches.value, row.holes.value])).toEqual([['no_user', 1, 1], ['person', 7, 2]])
    for (const number of [answer.holeRate.numerator, answer.holeRate.denominator, answer.breaches, answer.pending, answer.wouldHaveBeen, answer.routes[0]!.holes]) {
      const list = await readList(deps, portalId, ROP, { ...QUERY, list: number.list!, limit: 500 })
      expect([list.total, list.rows.length], number.list!).toEqual([number.value, number.value])
    }
    const ofRep = await readFiguresLedger(deps, portalId, ROP, { ...QUERY, rep: [10] })
    expect(ofRep.breaches.value).toBe(CASES.filter((one, index) => one.mode !== 'observe' && one.kind !== 'junk' && world.items.some(item => item.entityTypeId === 1 && item.itemId === index + 1 && item.assignedBy === 10)).length)
  })
})
