import type { FigureDeps } from '../../../src/figures/refresh/figure-deps.ts'
import type { SpansWish } from '../../../src/store/figure-sums.ts'
import type { BruteSpan } from '../../support/figures/brute-force.ts'
import type { World } from '../../support/figures/random-world.ts'
import { expect, it } from 'vitest'
import { stepsOf } from '../../../src/figures/facts/figure-rules.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { SPAN_KINDS } from '../../../src/store/figure-facts.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { bruteForce } from '../../support/figures/brute-force.ts'
import { bruteDay } from '../../support/figures/brute-time.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'
import { createRandom } from '../../support/figures/random.ts'
import { worldRules } from '../../support/figures/world-rules.ts'

const PORTALS = 10
const BY_REP: number[] = [SPAN_KINDS.whole, SPAN_KINDS.handoffWait, SPAN_KINDS.verdictWait]
const PERCENTILES = [['p50Ms', 0.5], ['p75Ms', 0.75], ['p90Ms', 0.9]] as const

describeOnBothEngines('times of random portals', (engine) => {
  it('have exact counts, exact percentiles from the spans, and histograms within one percent', async () => {
    for (let seed = 0; seed < PORTALS; seed++) {
      const world = randomWorld(seed + 9_000, 40)
      const { portalId, deps } = await loadWorld(engine.store, world)
      await refreshFigures(deps, portalId)
      await compareSpans(deps, portalId, world, seed)
    }
  })

  it('count how far a cohort got, kept and exact alike', async () => {
    for (let seed = 0; seed < PORTALS; seed++) {
      const world = randomWorld(seed + 12_000)
      const { portalId, deps } = await loadWorld(engine.store, world)
      await refreshFigures(deps, portalId)
      const range = { fromDay: 20_000, toDay: 30_000 }
      const codes = stepsOf(worldRules(world).document).map(step => step.code)
      const expected = count(bruteForce(world).leads.map(lead => lead.step ?? 'none'))
      for (const rows of [await engine.store.figureSums.keptSteps(portalId, { range, filter: {}, now: world.now }), await engine.store.figureSums.exactSteps(portalId, { range, filter: {}, now: world.now })])
        expect(new Map(rows?.map(row => [codes[row.step] ?? 'none', row.items])), `seed ${seed}`).toEqual(expected)
    }
  })
})

async function compareSpans({ store }: FigureDeps, portalId: number, world: World, seed: number): Promise<void> {
  const random = createRandom(seed)
  const spans = bruteForce(world).spans
  const kinds = new Map<number, string>([...Object.entries(SPAN_KINDS).map(([name, kind]) => [kind, name] as const), ...stepsOf(worldRules(world).document).map((step, index) => [index, step.code] as const)])
  const fromDay = bruteDay(world.now, world.timeZone) - random.below(50)
  for (const basis of ['created', 'ended'] as const) {
    const wish: SpansWish = { basis, range: { fromDay, toDay: fromDay + random.below(60) }, filter: random.chance(0.4) ? { rep: [10, 11] } : {}, kinds: [...kinds.keys()], by: [] }
    const exact = await store.figureSums.exactSpans(portalId, wish)
    const all = await store.figureSums.keptSpans(portalId, wish)
    expect(all === null, 'stays in steps are not kept by rep').toBe(wish.filter.rep !== undefined)
    const kept = all ?? await store.figureSums.keptSpans(portalId, { ...wish, kinds: BY_REP })
    for (const [kind, name] of kinds) {
      const values = durations(spans, wish, name)
      const [exactRow, keptRow] = [exact.find(row => row.kind === kind), kept?.find(row => row.kind === kind)]
      const what = `seed ${seed} ${basis} ${name}`
      const isKept = all !== null || BY_REP.includes(kind)
      expect([exactRow?.ended ?? 0, keptRow?.ended ?? 0], what).toEqual([values.length, isKept ? values.length : 0])
      for (const [key, share] of values.length === 0 ? [] : PERCENTILES) {
        const expected = percentile(values, share)
        expect(exactRow![key], what).toBeCloseTo(expected, 3)
        if (isKept)
          expect(Math.abs(keptRow![key]! - expected), what).toBeLessThanOrEqual(expected * 0.01)
      }
    }
    const open = new Map((await store.figureSums.openSpans(portalId, { filter: {}, kinds: [...kinds.keys()] })).map(row => [kinds.get(row.kind), row.items]))
    expect(open, `open spans of seed ${seed}`).toEqual(count(spans.filter(span => span.to === null).map(span => span.kind)))
  }
}

function durations(spans: readonly BruteSpan[], { basis, range, filter }: SpansWish, kind: string): number[] {
  return spans.filter((span) => {
    const day = basis === 'created' ? span.createdDay : span.endedDay
    return span.kind === kind && span.ms !== null && day !== null && day >= range.fromDay && day < range.toDay && (filter.rep?.includes(span.rep) ?? true)
  }).map(span => span.ms!).sort((one, other) => one - other)
}

function percentile(values: readonly number[], share: number): number {
  const place = share * (values.length - 1)
  const low = values[Math.floor(place)]!
  return low + (values[Math.ceil(place)]! - low) * (place % 1)
}

function count(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  names.forEach(name => counts.set(name, (counts.get(name) ?? 0) + 1))
  return counts
}
