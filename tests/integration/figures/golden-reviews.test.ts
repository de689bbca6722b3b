import { expect, it } from 'vitest'
import { marketingAnswerSchema, overviewAnswerSchema, repsAnswerSchema } from '../../../src/contracts/api/figures-answers.schema.ts'
import { localDay } from '../../../src/domain/local-time.ts'
import { readReps } from '../../../src/figures/query/read-groups.ts'
import { readList } from '../../../src/figures/query/read-list.ts'
import { readOverview } from '../../../src/figures/query/read-overview.ts'
import { readMarketing } from '../../../src/figures/query/read-speed.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { REVIEW_PARTS } from '../../../src/store/figure-reviews.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { bruteReviews } from '../../support/figures/brute-reviews.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomReviews, writeReviews } from '../../support/figures/random-reviews.ts'
import { randomWorld } from '../../support/figures/random-world.ts'
import { createRandom } from '../../support/figures/random.ts'

const PORTALS = 6
const ROP = { userId: 1, roles: ['rop' as const], teamUserIds: [], language: 'ru' as const }
const EVER = { from: '2026-09-01', to: '2027-06-01', view: 'period', repeats: 'all' } as const

describeOnBothEngines('reviews of random portals', (engine) => {
  it('are counted as plain arithmetic counts them, and every list is as long as its number', async () => {
    for (let seed = 0; seed < PORTALS; seed++) {
      const world = randomWorld(seed + 70_000, 40)
      const { portalId, deps } = await loadWorld(engine.store, world)
      const reviews = randomReviews(world, createRandom(seed))
      await writeReviews(engine.store, portalId, reviews)
      await refreshFigures(deps, portalId)
      const items = new Map(world.items.filter(item => item.entityTypeId === 1).map(item => [item.itemId, item]))
      const day = (at: number): number => localDay(at, world.timeZone)
      const [fromDay, toDay] = [day(world.now) - 25, day(world.now) - 3]
      const whole = { fromDay: 0, toDay: 40_000 }
      for (const [basis, range, rep] of [['own', whole, undefined], ['created', { fromDay, toDay }, undefined], ['own', whole, [10]], ['created', whole, [11, 12]]] as const) {
        const wish = { basis, range, fromAt: 0, toAt: world.now * 2, now: world.now, filter: rep === undefined ? {} : { rep } }
        const isAsked = (review: { itemId: number, authorId: number | null }): boolean => {
          const created = day(items.get(review.itemId)!.createdAt)
          return (basis === 'own' || (created >= range.fromDay && created < range.toDay)) && (rep === undefined || (rep as readonly number[]).includes(review.authorId ?? 0))
        }
        const [row] = await engine.store.figureReviews.counts(portalId, wish, 'all')
        expect(row?.counts, `${seed} ${basis} ${rep?.join() ?? 'all'}`).toEqual(bruteReviews(reviews, world.now, isAsked))
        const byRep = await engine.store.figureReviews.counts(portalId, wish, 'rep')
        for (const part of REVIEW_PARTS) {
          expect(byRep.reduce((sum, one) => sum + one.counts[part], 0)).toBe(row!.counts[part])
          expect((await engine.store.figureReviews.list(portalId, { ...wish, part }, { cursor: null, limit: 500 })).rows.length).toBe(row!.counts[part])
        }
      }
    }
  })

  it('fill the blocks of the pages by themselves, and read "no data" until there are any', async () => {
    const world = randomWorld(70_500, 60)
    const { portalId, deps } = await loadWorld(engine.store, world)
    await refreshFigures(deps, portalId)
    expect((await readOverview(deps, portalId, ROP, EVER)).accuracy).toEqual({ state: 'no_data' })
    expect(await readMarketing(deps, portalId, ROP, EVER)).toMatchObject({ response: { state: 'no_data' }, rulings: { state: 'no_data' } })
    const reviews = randomReviews(world, createRandom(3))
    await writeReviews(engine.store, portalId, reviews)
    const expected = bruteReviews(reviews, world.now, (_, at) => at >= Date.UTC(2026, 8, 1) && at < Date.UTC(2027, 5, 1))
    const { accuracy } = overviewAnswerSchema.parse(await readOverview(deps, portalId, ROP, EVER))
    expect(accuracy).toMatchObject({ state: 'ready', reviewed: { value: expected.audit_reviewed, list: 'reviews.audit_reviewed' }, overturned: { value: expected.audit_overturned }, isRanked: expected.audit_reviewed >= 20 })
    const marketing = marketingAnswerSchema.parse(await readMarketing(deps, portalId, ROP, EVER))
    expect(marketing.response).toMatchObject({ state: 'ready', onTime: { numerator: { value: expected.due_on_time }, denominator: { value: expected.due, list: 'reviews.due' } }, unanswered: { value: expected.due_unanswered } })
    const list = await readList(deps, portalId, ROP, { ...EVER, list: 'reviews.due', limit: 500 })
    expect([list.total, list.rows.length, list.unit]).toEqual([expected.due, expected.due, 'feedback'])
    repsAnswerSchema.parse(await readReps(deps, portalId, ROP, EVER))
  })
})
