import type { FigureDim, SumsRow, SumsWish } from '../../../src/store/figure-sums.ts'
import type { Store } from '../../../src/store/store.ts'
import type { BruteLead } from '../../support/figures/brute-force.ts'
import type { World } from '../../support/figures/random-world.ts'
import type { Random } from '../../support/figures/random.ts'
import { expect, it } from 'vitest'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { bruteForce } from '../../support/figures/brute-force.ts'
import { bruteSums } from '../../support/figures/brute-sums.ts'
import { bruteDay } from '../../support/figures/brute-time.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'
import { createRandom } from '../../support/figures/random.ts'

const PORTALS = 30
const WISHES = 8
type Dim = Exclude<FigureDim, 'all'>

/** Kept combinations, and two that only the facts know. */
const GROUPS: Dim[][] = [[], ['source'], ['rep'], ['campaign'], ['category'], ['version'], ['source', 'campaign'], ['source', 'rep'], ['category', 'source'], ['category', 'source', 'version'], ['campaign', 'rep'], ['rep', 'version']]

interface Keys { source: Map<number, string>, campaign: Map<number, string>, category: Map<number, string> }

describeOnBothEngines('sums of random portals', (engine) => {
  it.each(Array.from({ length: PORTALS / 10 }, (_, block) => block))('kept, exact and brute force agree on every count and on money, portals of block %i', async (block) => {
    for (let seed = block * 10; seed < (block + 1) * 10; seed++)
      await compare(engine.store, seed)
  })
})

async function compare(store: Store, seed: number): Promise<void> {
  const world = randomWorld(seed + 5_000)
  const random = createRandom(seed)
  const { portalId, deps } = await loadWorld(store, world)
  const weekStart = seed % 7
  await store.portals.update(portalId, { weekStart }, world.now)
  await refreshFigures(deps, portalId)
  const keys: Keys = { source: await store.figureFacts.keys(portalId, 'source'), campaign: await store.figureFacts.keys(portalId, 'campaign'), category: await store.figureFacts.keys(portalId, 'category') }
  const brute = bruteForce(world).leads
  for (let index = 0; index < WISHES; index++) {
    const wish = { ...randomWish(random, world, keys), weekStart }
    const expected = expectedRows(brute, wish, keys)
    const what = `seed ${seed} ${JSON.stringify(wish)}`
    expect(named(await store.figureSums.exact(portalId, wish)), `exact ${what}`).toEqual(expected)
    const kept = await store.figureSums.kept(portalId, wish)
    if (kept !== null)
      expect(named(kept), `kept ${what}`).toEqual(expected)
    else
      expect(wish.by.length + Object.keys(wish.filter).length, what).toBeGreaterThan(1)
  }
}

function randomWish(random: Random, world: World, keys: Keys): SumsWish {
  const today = bruteDay(world.now, world.timeZone)
  const fromDay = today - random.below(60)
  const by = random.pick(GROUPS)
  const known = { source: keys.source, campaign: keys.campaign, category: keys.category, rep: new Map([[10, ''], [11, ''], [99, '']]), version: new Map([[0, ''], [1, ''], [2, '']]) }
  const dim = random.pick(['source', 'rep', 'campaign', 'category', 'version'] as const)
  return {
    basis: random.pick(['created', 'created', 'verdict', 'due', 'won']),
    range: { fromDay, toDay: fromDay + random.below(75) },
    filter: random.chance(0.5) ? {} : { [dim]: [0, ...known[dim].keys()].filter(() => random.chance(0.4)), ...random.chance(0.15) ? { isRepeat: random.chance(0.5) } : {} },
    by: by.length <= 1 && random.chance(0.3) ? [...by, 'week'] : by,
    now: world.now,
  }
}

function expectedRows(brute: readonly BruteLead[], wish: SumsWish & { weekStart: number }, keys: Keys): object[] {
  const idOf = (lead: BruteLead, dim: Dim | 'week'): number => {
    const day = lead.days[wish.basis]!
    const textId = (kind: keyof Keys): number => lead[kind] === '' ? 0 : [...keys[kind]].find(([, shown]) => (kind === 'campaign' ? shown.toLowerCase() : shown) === lead[kind])?.[0] ?? Number.NaN
    return { week: day - ((day + 3) % 7 + 7 - wish.weekStart) % 7, source: textId('source'), campaign: textId('campaign'), category: textId('category'), rep: lead.rep, version: lead.version }[dim]
  }
  const rows = brute.filter((lead) => {
    const day = lead.days[wish.basis]
    return day !== null && day >= wish.range.fromDay && day < wish.range.toDay
      && (wish.filter.isRepeat === undefined || wish.filter.isRepeat === lead.repeat)
      && (['source', 'rep', 'campaign', 'category', 'version'] as const).every(dim => wish.filter[dim]?.includes(idOf(lead, dim)) ?? true)
  })
  const groups = new Map<string, { ids: number[], leads: BruteLead[] }>()
  if (wish.by.length === 0)
    groups.set('', { ids: [], leads: rows })
  for (const lead of wish.by.length === 0 ? [] : rows) {
    const ids = wish.by.map(dim => idOf(lead, dim))
    const group = groups.get(ids.join(':')) ?? { ids, leads: [] }
    groups.set(ids.join(':'), { ids, leads: [...group.leads, lead] })
  }
  return sorted([...groups.values()].map(({ ids, leads }) => ({ ids, sums: bruteSums(leads, wish.now) })))
}

function named(rows: readonly SumsRow[]): object[] {
  return sorted(rows.map(({ ids, sums }) => ({ ids, sums })))
}

function sorted<Row extends { ids: number[] }>(rows: Row[]): Row[] {
  return rows.sort((one, other) => one.ids.join(':').localeCompare(other.ids.join(':')))
}
