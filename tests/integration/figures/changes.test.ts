import type { Store } from '../../../src/store/store.ts'
import type { LoadedWorld } from '../../support/figures/load-world.ts'
import type { World } from '../../support/figures/random-world.ts'
import { expect, it } from 'vitest'
import { createMarkDirtyDays } from '../../../src/figures/refresh/figure-deps.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { ITEM_BASES } from '../../../src/store/figure-facts.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { bruteForce } from '../../support/figures/brute-force.ts'
import { bruteSums } from '../../support/figures/brute-sums.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'
import { createRandom } from '../../support/figures/random.ts'
import { writeFeedback } from '../../support/figures/write-feedback.ts'

const PORTALS = 6
const EVER = { fromDay: 15_000, toDay: 30_000 }

/** The portal before: fewer verdicts and moves, other assignees, nothing deleted. */
function before(world: World, seed: number): World {
  const random = createRandom(seed)
  return {
    ...world,
    items: world.items.map(item => random.chance(0.5) ? { ...item, assignedBy: 10, deletedAt: null, goneCause: null, amountMinor: 1, readAt: item.readAt - 1 } : item),
    moves: world.moves.filter(() => random.chance(0.7)),
    feedback: world.feedback.slice(0, Math.floor(world.feedback.length / 2)),
  }
}

/** Writes what happened since, and marks exactly the items it happened to. */
async function catchUp(store: Store, { portalId, deps }: LoadedWorld, old: World, world: World): Promise<void> {
  const changed = world.items.filter((item, index) => item !== old.items[index])
  const moves = world.moves.filter(move => !old.moves.includes(move))
  const feedback = world.feedback.slice(old.feedback.length)
  await store.items.upsertMany(portalId, changed.map(({ mirrorVersion: _, ...reading }) => reading))
  await store.moves.insertMany(portalId, moves)
  await writeFeedback(store, portalId, feedback)
  await createMarkDirtyDays(deps)(portalId, [...changed, ...moves, ...feedback])
}

async function expectWhole(store: Store, portalId: number, world: World, what: string, weekStart = 0): Promise<void> {
  const leads = bruteForce(world).leads
  for (const basis of ITEM_BASES) {
    const kept = await store.figureSums.kept(portalId, { basis, range: EVER, filter: {}, by: [], now: world.now })
    const days = new Map((await store.figureSums.kept(portalId, { basis, range: EVER, filter: {}, by: ['week'], now: world.now, weekStart }))?.map(row => [row.ids[0]!, row.sums.items]))
    const expected = leads.filter(lead => lead.days[basis] !== null)
    expect(kept?.[0]?.sums, `${what} ${basis}`).toEqual(bruteSums(expected, world.now))
    const weeks = new Map<number, number>()
    expected.map(lead => lead.days[basis]!).map(day => day - (day + 10 - weekStart) % 7).forEach(week => weeks.set(week, (weeks.get(week) ?? 0) + 1))
    expect(days, `${what} weeks by ${basis}`).toEqual(weeks)
  }
}

describeOnBothEngines('a portal that changes', (engine) => {
  it('has whole sums again after marked items were worked out: old days lose, new days win', async () => {
    for (let seed = 0; seed < PORTALS; seed++) {
      const world = randomWorld(seed + 20_000)
      const old = before(world, seed)
      const loaded = await loadWorld(engine.store, old)
      await refreshFigures(loaded.deps, loaded.portalId)
      await expectWhole(engine.store, loaded.portalId, old, `before ${seed}`)
      await catchUp(engine.store, loaded, old, world)
      await refreshFigures(loaded.deps, loaded.portalId)
      await expectWhole(engine.store, loaded.portalId, world, `after ${seed}`)
      expect([await engine.store.figureFacts.countMarked(loaded.portalId), await engine.store.figureFacts.isClean(loaded.portalId, [...ITEM_BASES, 'ended'], EVER)]).toEqual([0, true])
    }
  })

  it('has its days in the new zone after the portal moved to another time zone', async () => {
    const world = { ...randomWorld(31_337), timeZone: 'America/New_York' }
    const { portalId, deps } = await loadWorld(engine.store, world)
    await refreshFigures(deps, portalId)
    await engine.store.portals.update(portalId, { timeZone: 'Asia/Tokyo' }, world.now)
    await refreshFigures(deps, portalId)
    await expectWhole(engine.store, portalId, { ...world, timeZone: 'Asia/Tokyo' }, 'Tokyo')
  })

  it('has its weeks anew, and none of the old ones, after they begin on another day', async () => {
    const world = randomWorld(4_711)
    const { portalId, deps } = await loadWorld(engine.store, world)
    for (const weekStart of [0, 6, 2]) {
      await engine.store.portals.update(portalId, { weekStart }, world.now)
      await refreshFigures(deps, portalId)
      await expectWhole(engine.store, portalId, world, `weeks from ${weekStart}`, weekStart)
      const { rows } = await engine.store.executeSql('select distinct (bucket + 3) % 7 as weekday from figure_dim where portal_id = $1 and grain = 1', [portalId])
      expect(rows).toEqual([{ weekday: weekStart }])
    }
    expect((await engine.store.figureFacts.state(portalId))?.rebuildCursor).toBeNull()
  })

  it('keeps a mark that was renewed while it was worked out', async () => {
    const { portalId, deps } = await loadWorld(engine.store, randomWorld(1))
    expect(await engine.store.figureFacts.countMarked(portalId)).toBeGreaterThan(20)
    await refreshFigures(deps, portalId)
    expect(await engine.store.figureFacts.countMarked(portalId)).toBe(0)
    await engine.store.figureFacts.mark(portalId, [{ entityTypeId: 1, itemId: 1 }])
    const taken = await engine.store.figureFacts.takeMarked(portalId, 10)
    await engine.store.figureFacts.mark(portalId, [{ entityTypeId: 1, itemId: 1 }])
    await engine.store.figureFacts.doneMarked(portalId, taken)
    expect(await engine.store.figureFacts.countMarked(portalId)).toBe(1)
  })

  it('leaves the same rows whether facts are made at once or one by one', async () => {
    const world = randomWorld(77)
    const { portalId, deps } = await loadWorld(engine.store, world)
    await refreshFigures(deps, portalId)
    const dump = async (): Promise<unknown[]> => (await engine.store.executeSql('select * from figure_dim where portal_id = $1 order by dim, basis, grain, bucket, dim_id', [portalId])).rows
    const atOnce = await dump()
    for (const item of world.items) {
      await engine.store.figureFacts.mark(portalId, [item])
      await refreshFigures(deps, portalId)
    }
    expect(atOnce.length).toBeGreaterThan(0)
    expect(await dump()).toEqual(atOnce)
  })
})
