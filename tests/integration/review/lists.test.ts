import type { ReviewScene } from '../../support/review-scene.ts'
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { calibrationSetSchema, calibrationSetsSchema } from '../../../src/contracts/api/calibration.schema.ts'
import { addMarketingChangeSchema, auditWeekSchema, auditWeeksSchema, marketingChangesSchema, reviewSignalsSchema, reviewsOverdueSchema } from '../../../src/contracts/api/review-lists.schema.ts'
import { reviewQueueSchema } from '../../../src/contracts/api/review.schema.ts'
import { DEFAULT_REVIEW } from '../../../src/domain/treaty-defaults.ts'
import { bulkAccept } from '../../../src/review/bulk-accept.ts'
import { judgeLead, readCalibration, readCalibrations } from '../../../src/review/calibration.ts'
import { findSignals } from '../../../src/review/find-signals.ts'
import { hearReview } from '../../../src/review/hear.ts'
import { addChange, readChanges } from '../../../src/review/marketing-changes.ts'
import { readAuditWeek, readAuditWeeks } from '../../../src/review/read-audit.ts'
import { readOverdue } from '../../../src/review/read-overdue.ts'
import { readSignals } from '../../../src/review/read-signals.ts'
import { tendReviews } from '../../../src/review/tend-reviews.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { ALL_MET, cast, setReviewScene } from '../../support/review-scene.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { STAFF } from '../../support/sample-treaty.ts'

/** Tuesday, ten in the morning in Moscow. */
const NOW = Date.UTC(2026, 2, 10, 7)
const HOUR = 3_600_000
const DAY = 24 * HOUR

describeOnBothEngines('lists around reviews', (engine) => {
  let scene: ReviewScene
  beforeEach(async () => {
    scene = await setReviewScene(engine.store, NOW)
  })

  it('the queue is ordered by use and paged without losing or repeating a row; counters tell each part', async () => {
    const [qualified, offTarget, spam, answered] = [await scene.lead(), await scene.given('off_target'), await scene.given('spam'), await scene.given('off_target')]
    await scene.give(qualified, 'qualified')
    await scene.dispute(answered.reviewId)
    await scene.answer(answered.reviewId)
    const pages = [await scene.queue({ limit: 2 })]
    pages.push(await scene.queue({ limit: 2, cursor: pages[0]!.nextCursor! }))
    expect(reviewQueueSchema.parse(pages[0])).toEqual(pages[0])
    expect(pages.flatMap(page => page.rows.map(row => row.reviewId))).toEqual([answered.reviewId, spam.reviewId, offTarget.reviewId])
    expect(pages[1]!.nextCursor).toBeNull()
    expect(pages[0]!.counts).toMatchObject({ all: 3, disputes: 1, spam: 1, off_target: 1, rest: 0, open: 1 })
    expect((await scene.queue({ filter: 'appeals' })).rows).toEqual([])
    expect((await scene.queue({ desk: 'rep', filter: 'open' }, cast.rep)).rows.map(row => row.reviewId)).toEqual([answered.reviewId])
    expect((await scene.queue({ desk: 'rep', filter: 'open' }, cast.otherRep)).rows).toEqual([])
  })

  it('accepts at once only what this marketer has heard; the rest is named and left alone', async () => {
    const [heard, unheard, gone] = [await scene.given('spam'), await scene.given('spam'), await scene.given('spam')]
    for (const { reviewId } of [heard, gone])
      await hearReview(scene.deps, scene.portalId, cast.marketer, reviewId, [{ callId: 'c1', seconds: 20 }, { callId: 'c1', seconds: 5 }])
    await hearReview(scene.deps, scene.portalId, cast.cmo, unheard.reviewId, [{ callId: 'c1', seconds: 20 }])
    await scene.dispute(gone.reviewId)
    const answer = await bulkAccept(scene.deps, scene.portalId, cast.marketer, { clientKey: randomUUID(), reviews: [heard, unheard, gone].map(({ reviewId }) => ({ reviewId, revision: 0 })) })
    expect(answer).toMatchObject({ accepted: [{ reviewId: heard.reviewId, state: 'accepted' }], refused: [{ reviewId: unheard.reviewId, code: 'not_heard' }, { reviewId: gone.reviewId, code: 'review_done' }] })
    expect((await engine.store.reviews.actsOf(scene.portalId, [heard.reviewId]))[0]).toMatchObject({ route: 'bulk', heard: [{ callId: 'c1', seconds: 20 }] })
    await expect(hearReview(scene.deps, scene.portalId, cast.otherRep, heard.reviewId, [{ callId: 'c1', seconds: 1 }])).rejects.toMatchObject({ code: 'no_right' })
  })

  it('overdue is listed by rep for the head of sales, by marketer for the head of marketing, and with rulings for the owner', async () => {
    const [missed, unanswered] = [await scene.given('spam'), await scene.given('spam')]
    await scene.dispute(unanswered.reviewId)
    scene.pass(4 * DAY)
    await tendReviews(scene.deps, scene.portalId)
    const forCmo = await readOverdue(scene.deps, scene.portalId, cast.cmo)
    expect(reviewsOverdueSchema.parse(forCmo)).toEqual(forCmo)
    expect(forCmo.groups.map(group => [group.side, group.person?.id, group.total, group.rows.map(row => row.reviewId)])).toEqual([['marketing', STAFF.marketer, 1, [missed.reviewId]]])
    expect((await readOverdue(scene.deps, scene.portalId, cast.rop)).groups.map(group => [group.side, group.total])).toEqual([['ruling', 1]])
    expect((await readOverdue(scene.deps, scene.portalId, cast.owner)).groups.map(group => group.side).sort()).toEqual(['marketing', 'ruling'])
    await expect(readOverdue(scene.deps, scene.portalId, cast.rep)).rejects.toMatchObject({ code: 'no_right_to_reviews' })
  })

  it('what marketing changed is noted once per source and reasons, by marketing only, never for a later day', async () => {
    await engine.store.sourceNames.remember(scene.portalId, [{ sourceId: 'WEB', name: 'Сайт' }, { sourceId: 'CALL', name: 'Звонок' }])
    const change = addMarketingChangeSchema.parse({ sourceId: 'WEB', label: 'off_target', reason: 'other_region', words: 'убрали соседние регионы', clientKey: randomUUID() })
    await addChange(scene.deps, scene.portalId, cast.marketer, change)
    const answer = await addChange(scene.deps, scene.portalId, cast.marketer, change)
    expect(marketingChangesSchema.parse(answer)).toEqual(answer)
    expect(answer.changes).toMatchObject([{ sourceId: 'WEB', sourceName: 'Сайт', reason: 'other_region', reasonWords: { en: 'Other region' }, author: { id: STAFF.marketer }, happenedAt: NOW }])
    expect(answer.choices.sources).toEqual([{ id: 'CALL', name: 'Звонок' }, { id: 'WEB', name: 'Сайт' }])
    expect(answer.choices.reasons.map(({ label, code }) => `${label}.${code}`)).toEqual(expect.arrayContaining(['off_target.other_region', 'spam.advertiser']))
    expect(await readChanges(scene.deps, scene.portalId, cast.rop, { sourceId: 'CALL' })).toMatchObject({ changes: [], mayAdd: false, choices: { sources: [], reasons: [] } })
    await expect(addChange(scene.deps, scene.portalId, cast.marketer, { ...change, reason: 'advertiser' })).rejects.toMatchObject({ code: 'reason_unknown', status: 400 })
    expect(addMarketingChangeSchema.safeParse({ ...change, label: null }).error?.issues).toMatchObject([{ path: ['reason'] }])
    await expect(addChange(scene.deps, scene.portalId, cast.marketer, { ...change, clientKey: randomUUID(), happenedAt: NOW + DAY })).rejects.toMatchObject({ code: 'happened_later', status: 400 })
    await expect(addChange(scene.deps, scene.portalId, cast.rop, change)).rejects.toMatchObject({ code: 'not_marketing' })
  })

  it('questions are asked once, in words, to the head of sales and the owner alone', async () => {
    const contact = { contactId: 900 }
    const [rejected, lost] = [await scene.lead(contact), await scene.lead({ createdAt: NOW - HOUR })]
    await scene.give(rejected, 'off_target')
    await scene.give(lost, 'qualified')
    scene.pass(DAY)
    await engine.store.items.upsertMany(scene.portalId, [
      sampleReading({ entityTypeId: 2, itemId: 700, leadId: null, ...contact, createdAt: scene.now(), readAt: scene.now() }),
      sampleReading({ entityTypeId: 2, itemId: 701, leadId: lost, contactId: null, semantic: 'F', stageId: 'LOSE', movedAt: scene.now(), createdAt: NOW, readAt: scene.now() }),
    ])
    expect(await findSignals(scene.deps, scene.portalId)).toBe(3)
    expect(await findSignals(scene.deps, scene.portalId)).toBe(0)
    const answer = await readSignals(scene.deps, scene.portalId, cast.rop, {})
    expect(reviewSignalsSchema.parse(answer)).toEqual(answer)
    expect(answer.signals.map(one => [one.kind, one.item?.itemId]).sort()).toEqual([['deal_after_off_target', rejected], ['lost_early', lost], ['verdict_at_once', rejected]])
    expect(answer.signals.every(one => one.question.endsWith('?') && !one.question.includes('{'))).toBe(true)
    await expect(readSignals(scene.deps, scene.portalId, cast.marketer, {})).rejects.toMatchObject({ code: 'no_right_to_reviews' })
  })

  describe('with a seed', () => {
    beforeEach(async () => {
      scene = await setReviewScene(engine.store, NOW, { seed: true, treaty: { review: { ...DEFAULT_REVIEW, qualifiedPercent: 0, auditPercent: 50, calibrationLeads: 6 } } })
      for (let count = 0; count < 12; count++)
        await scene.give(await scene.lead(), 'qualified')
    })

    it('a week can be verified when it is over, and not predicted before', async () => {
      const before = await readAuditWeek(scene.deps, scene.portalId, cast.rep, '2026-03-09')
      expect(before).toMatchObject({ seed: null, verified: null })
      expect(before.rows).toHaveLength(12)
      expect(before.rows.every(row => row.number === null)).toBe(true)
      const replaced = before.rows.find(row => row.drawn)!
      const { itemId } = (await engine.store.reviews.chosenBetween(scene.portalId, { fromAt: 0, toAt: NOW + 1 })).find(review => review.feedbackId === replaced.feedbackId)!
      await scene.give(itemId, 'qualified')
      scene.pass(7 * DAY)
      await tendReviews(scene.deps, scene.portalId)
      const after = await readAuditWeek(scene.deps, scene.portalId, cast.rep, '2026-03-09')
      expect(auditWeekSchema.parse(after)).toEqual(after)
      expect(after).toMatchObject({ verified: true })
      expect(after.rows).toHaveLength(13)
      expect(after.rows.filter(row => !row.inherited).every(row => row.drawn === (row.number! < 0.5))).toBe(true)
      // The same by hand, after the recipe shown on the page and with nothing of ours.
      expect(createHash('sha256').update(after.seed!).digest('hex')).toBe(before.hash)
      for (const { feedbackId, number } of after.rows)
        expect(Number.parseInt(createHmac('sha256', after.seed!).update(`audit:${feedbackId}`).digest('hex').slice(0, 12), 16) / 16 ** 12).toBe(number)
      const weeks = await readAuditWeeks(scene.deps, scene.portalId, cast.owner)
      expect(auditWeeksSchema.parse(weeks)).toEqual(weeks)
      expect(weeks.weeks.find(week => week.week === '2026-03-09')).toMatchObject({ given: 13, seed: after.seed })
      await expect(readAuditWeek(scene.deps, scene.portalId, cast.rep, '2020-01-06')).rejects.toMatchObject({ code: 'week_unknown' })
      await expect(readAuditWeeks(scene.deps, scene.portalId, { ...cast.rep, roles: [] })).rejects.toMatchObject({ code: 'no_right_to_reviews' })
      // Whoever takes a drawn verdict out of the sample afterwards is seen.
      await engine.store.executeSql(`update review set by_audit = false where portal_id = ${scene.portalId} and feedback_id = ${after.rows.find(row => row.drawn && !row.inherited)!.feedbackId}`)
      expect(await readAuditWeek(scene.deps, scene.portalId, cast.rep, '2026-03-09')).toMatchObject({ verified: false })
    })

    it('calibration is blind until all three have judged, names the unclear criterion, and takes each judgement once', async () => {
      await engine.store.sourceNames.remember(scene.portalId, [{ sourceId: 'WEB', name: 'Сайт' }])
      scene.pass(HOUR)
      await tendReviews(scene.deps, scene.portalId)
      await tendReviews(scene.deps, scene.portalId)
      const { sets } = await readCalibrations(scene.deps, scene.portalId, cast.rep)
      expect(calibrationSetsSchema.parse({ sets })).toEqual({ sets })
      expect(sets).toMatchObject([{ month: '2026-03', leads: 6, mine: 6, given: 0, expected: 18 }])
      const setId = sets[0]!.setId
      const judge = (who: typeof cast.rep, position: number, budget: 'met' | 'not_met') => judgeLead(scene.deps, scene.portalId, who, setId, { position, label: budget === 'met' ? 'qualified' : 'off_target', answers: { ...ALL_MET, budget } })
      await judge(cast.rep, 1, 'met')
      await judge(cast.marketer, 1, 'not_met')
      expect((await readCalibration(scene.deps, scene.portalId, cast.rop, setId)).leads[0]).toMatchObject({ given: 2, shown: false, judgements: [], judge: 'rop', sourceName: 'Сайт' })
      await expect(judge(cast.rep, 1, 'met')).rejects.toMatchObject({ code: 'judged_already' })
      await expect(judge(cast.otherRep, 1, 'met')).rejects.toMatchObject({ code: 'not_a_judge' })
      await judge(cast.rop, 1, 'met')
      for (const position of [2, 3, 4, 5, 6]) {
        for (const who of [cast.rep, cast.marketer, cast.rop])
          await judge(who, position, who === cast.marketer && position < 4 ? 'not_met' : 'met')
      }
      const done = await readCalibration(scene.deps, scene.portalId, cast.cmo, setId)
      expect(calibrationSetSchema.parse(done)).toEqual(done)
      expect(done.leads.every(lead => lead.shown && lead.judgements.length === 3)).toBe(true)
      expect(done.result).toMatchObject({ unclear: { code: 'budget' }, verdict: { leads: 6, observed: expect.closeTo(2 / 3, 10) }, pairs: [{ judges: ['rep', 'marketer'], agreement: { observed: 0.5 } }, { judges: ['rep', 'rop'], agreement: { observed: 1, kappa: null, ac1: 1 } }, { judges: ['marketer', 'rop'] }] })
    })
  })
})
