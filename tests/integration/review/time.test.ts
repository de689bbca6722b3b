import type { ReviewScene } from '../../support/review-scene.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_REVIEW } from '../../../src/domain/treaty-defaults.ts'
import { drawNumber, hashOfSeed } from '../../../src/review/draw.ts'
import { readReview } from '../../../src/review/read-review.ts'
import { tendReviews } from '../../../src/review/tend-reviews.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { cast, setReviewScene } from '../../support/review-scene.ts'
import { STAFF } from '../../support/sample-treaty.ts'

/** Tuesday, ten in the morning in Moscow. */
const NOW = Date.UTC(2026, 2, 10, 7)
const HOUR = 3_600_000
const DAY = 24 * HOUR

describeOnBothEngines('time and reviews', (engine) => {
  let scene: ReviewScene
  const tend = () => tendReviews(scene.deps, scene.portalId)
  const states = async (...ids: number[]) => (await engine.store.reviews.standings(scene.portalId, ids)).map(one => one.state)
  const notices = async (leadId: number, kind: 'notify' | 'todo' = 'notify') => (await engine.store.intentions.ofItem(scene.portalId, { entityTypeId: 1, itemId: leadId })).filter(one => one.kind === kind).map(one => one.payload)

  beforeEach(async () => {
    scene = await setReviewScene(engine.store, NOW)
  })

  it('a review is due in working time after the feedback, by the version in force at the item\'s creation', async () => {
    const { reviewId } = await scene.given('spam')
    expect(await engine.store.reviews.get(scene.portalId, reviewId)).toMatchObject({ chosenAt: NOW, dueAt: NOW + 31 * HOUR, versionNo: 1, byShare: true, byAudit: false })
    const old = await scene.lead({ createdAt: NOW - DAY })
    await scene.give(old, 'spam')
    const [review] = await engine.store.reviews.ofItems(scene.portalId, [{ entityTypeId: 1, itemId: old }])
    expect(review).toMatchObject({ dueAt: null, versionNo: null })
  })

  it('the verdict stands when marketing was silent: it can no longer be disputed and stands in the list of overdue reviews', async () => {
    const { leadId, reviewId } = await scene.given('spam')
    scene.pass(31 * HOUR + 1)
    await tend()
    expect(await states(reviewId)).toEqual(['lapsed'])
    await expect(scene.dispute(reviewId)).rejects.toMatchObject({ code: 'review_lapsed' })
    expect(await scene.card(leadId)).toMatchObject({ finalVerdict: { label: 'spam', by: 'feedback' }, review: { state: 'lapsed' } })
    const queue = await scene.queue({ filter: 'overdue' }, cast.cmo)
    expect(queue.rows.map(row => [row.reviewId, row.overdue, row.assignedTo?.id])).toEqual([[reviewId, true, STAFF.marketer]])
    expect(queue.counts).toMatchObject({ all: 0, overdue: 1 })
    expect(await scene.accept(reviewId)).toMatchObject({ state: 'accepted' })
  })

  it('an open dispute ends at its deadline though nobody came, and the silence is written to the card once', async () => {
    const { leadId, reviewId } = await scene.given('off_target')
    await scene.dispute(reviewId, 'qualified')
    scene.pass(5 * DAY)
    await tend()
    await tend()
    expect(await states(reviewId)).toEqual(['by_silence'])
    const writes = (await engine.store.intentions.ofItem(scene.portalId, { entityTypeId: 1, itemId: leadId })).filter(one => one.kind === 'native.write' && one.dedupeKey.startsWith('review:'))
    expect(writes.map(one => one.payload.values)).toEqual([{ review: 'disputed' }, expect.objectContaining({ verdict: 'qualified', review: 'by_silence' })])
  })

  it('a lead that was deleted before its review leaves the queue; a dispute about it goes on', async () => {
    const [waiting, disputed] = [await scene.given('spam'), await scene.given('spam')]
    await scene.dispute(disputed.reviewId)
    await engine.store.items.markGone(scene.portalId, [waiting, disputed].map(({ leadId }) => ({ entityTypeId: 1, itemId: leadId })), { cause: 'deleted', at: NOW })
    await tend()
    expect(await states(waiting.reviewId, disputed.reviewId)).toEqual(['dropped', 'disputed'])
    await expect(scene.accept(waiting.reviewId)).rejects.toMatchObject({ code: 'review_dropped' })
    expect(await scene.rule(disputed.reviewId, 'overturned', 'qualified')).toMatchObject({ state: 'overturned', deleted: true })
  })

  it('a newer verdict takes the place of the one that waits, and saving again is no way out of the review', async () => {
    const { leadId, reviewId } = await scene.given('spam')
    await scene.give(leadId, 'qualified')
    const reviews = await engine.store.reviews.ofItems(scene.portalId, [{ entityTypeId: 1, itemId: leadId }])
    expect(reviews.map(review => [review.label, review.byShare, review.inheritedFrom])).toEqual([['spam', true, null], ['qualified', true, reviewId]])
    expect(await states(reviewId, reviews[1]!.reviewId)).toEqual(['replaced', 'waiting'])
    await expect(scene.accept(reviewId)).rejects.toMatchObject({ code: 'review_replaced' })
  })

  it('reminds once a day before the deadline, once after it with a to-do, and tells the head; never outside working hours', async () => {
    const { leadId } = await scene.given('spam')
    const other = await scene.given('spam')
    scene.setNow(NOW + 25 * HOUR)
    await tend()
    await tend()
    expect((await notices(leadId)).filter(one => one.notice === 'review_reminder')).toEqual([expect.objectContaining({ kind: 'soon', userId: STAFF.marketer, counts: { review: 2, answer: 0, ruling: 0 } })])
    scene.setNow(NOW + 36 * HOUR)
    await tend()
    expect(await notices(leadId, 'todo')).toEqual([])
    scene.setNow(NOW + 2 * DAY)
    await tend()
    await tend()
    const all = [...await notices(leadId), ...await notices(other.leadId)].filter(one => one.notice === 'review_reminder')
    expect(all.map(one => [one.kind, one.userId, one.aboutId])).toEqual([['soon', STAFF.marketer, null], ['overdue', STAFF.marketer, null], ['escalated', STAFF.cmo, STAFF.marketer]])
    expect(await notices(leadId, 'todo')).toEqual([expect.objectContaining({ userId: STAFF.marketer, counts: { review: 2, answer: 0, ruling: 0 } })])
  })

  describe('with a seed', () => {
    beforeEach(async () => {
      scene = await setReviewScene(engine.store, NOW, { seed: true, treaty: { review: { ...DEFAULT_REVIEW, qualifiedPercent: 0, auditPercent: 40, ropQualifiedPercent: 30, ownerUpheldPercent: 100 } } })
    })

    it('publishes the hash before anything is drawn and the seed when its week is over; anybody can draw again', async () => {
      const [next, current] = await engine.store.auditSeeds.list(scene.portalId, 5)
      expect([current!.week, next!.week]).toEqual(['2026-03-09', '2026-03-16'])
      expect(next!.hashPublishedAt).toBeLessThan(next!.startsAt)
      for (let count = 0; count < 25; count++)
        await scene.give(await scene.lead(), 'qualified')
      const leads = Array.from({ length: 25 }, (_, index) => ({ entityTypeId: 1 as const, itemId: 5000 + index }))
      const feedback = await engine.store.feedback.ofItems(scene.portalId, leads)
      const reviews = await engine.store.reviews.ofItems(scene.portalId, leads)
      expect(current!.hashPublishedAt).toBeLessThanOrEqual(feedback[0]!.givenAt)
      scene.pass(7 * DAY)
      await tend()
      const shown = await engine.store.auditSeeds.get(scene.portalId, '2026-03-09')
      expect(shown!.seedPublishedAt).toBe(scene.now())
      expect(hashOfSeed(shown!.seed)).toBe(shown!.hash)
      const drawn = (purpose: 'audit' | 'rop', share: number) => feedback.filter(one => drawNumber(shown!.seed, purpose, one.feedbackId) < share).map(one => one.feedbackId)
      const chosen = (side: string) => reviews.filter(review => review.side === side).map(review => review.feedbackId)
      expect(chosen('marketing')).toEqual(drawn('audit', 0.4))
      expect(chosen('sales')).toEqual(drawn('rop', 0.3))
      expect(drawn('audit', 0.4).length).toBeGreaterThan(0)
      expect((await engine.store.auditSeeds.get(scene.portalId, '2026-03-16'))!.seedPublishedAt).toBeNull()
    })

    it('the head\'s sample of ✅ is in his queue; in order, it closes nothing, and overturned it is a ruling', async () => {
      for (let count = 0; count < 25; count++)
        await scene.give(await scene.lead(), 'qualified')
      const { rows } = await scene.queue({ desk: 'rop', filter: 'check' }, cast.rop)
      expect(rows.length).toBeGreaterThanOrEqual(2)
      const [first, second] = rows
      expect(await scene.rule(first!.reviewId, 'upheld')).toMatchObject({ state: 'accepted', side: 'sales' })
      expect((await scene.card(first!.item.itemId)).readOnlyBecause).toBe('ok')
      expect(await scene.rule(second!.reviewId, 'overturned', 'off_target')).toMatchObject({ state: 'overturned', finalVerdict: { label: 'off_target', by: 'ruling' } })
      await expect(scene.accept(second!.reviewId)).rejects.toMatchObject({ code: 'not_head_of_sales' })
    })

    it('an upheld ruling is drawn for the owner once it can no longer be taken back', async () => {
      const { reviewId } = await scene.given('spam')
      await scene.dispute(reviewId)
      await scene.rule(reviewId, 'upheld')
      await tend()
      expect((await scene.queue({ desk: 'owner' }, cast.owner)).rows).toEqual([])
      scene.pass(20_000)
      await tend()
      expect((await scene.queue({ desk: 'owner', filter: 'check' }, cast.owner)).rows.map(row => row.reviewId)).toEqual([reviewId])
      expect(await scene.ownerRule(reviewId, 'upheld')).toMatchObject({ state: 'upheld', finalVerdict: { label: 'spam', by: 'ruling' } })
      expect(await readReview(scene.deps, scene.portalId, cast.owner, reviewId)).toMatchObject({ may: { ownerRule: false } })
    })
  })
})
