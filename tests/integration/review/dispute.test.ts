import type { Item } from '../../../src/store/items.ts'
import type { ReviewScene } from '../../support/review-scene.ts'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { itemReviewsSchema, reviewDetailSchema } from '../../../src/contracts/api/review.schema.ts'
import { DEFAULT_REVIEW } from '../../../src/domain/treaty-defaults.ts'
import { adoptNative } from '../../../src/feedback/adopt-native.ts'
import { acceptReview, ruleReview } from '../../../src/review/decide.ts'
import { readItemReviews, readReview } from '../../../src/review/read-review.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { cast, setReviewScene } from '../../support/review-scene.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { STAFF } from '../../support/sample-treaty.ts'

/** Tuesday, ten in the morning in Moscow. */
const NOW = Date.UTC(2026, 2, 10, 7)
const HOUR = 3_600_000
const DAY = 24 * HOUR

describeOnBothEngines('a disputed verdict', (engine) => {
  let scene: ReviewScene
  beforeEach(async () => {
    scene = await setReviewScene(engine.store, NOW)
  })
  const codes = (leadId: number) => engine.store.intentions.ofItem(scene.portalId, { entityTypeId: 1, itemId: leadId })
  const live = async (leadId: number, kind: string) => (await codes(leadId)).filter(one => one.kind === kind && one.state === 'pending')

  it('goes from verdict to dispute, answer, insistence and ruling; the ruling is the final verdict everywhere', async () => {
    const { leadId, reviewId } = await scene.given('off_target')
    expect((await scene.card(leadId)).review.state).toBe('waiting')
    scene.pass(HOUR)
    const disputed = await scene.dispute(reviewId)
    expect(reviewDetailSchema.parse(disputed)).toEqual(disputed)
    expect(disputed).toMatchObject({ state: 'disputed', proposedLabel: 'qualified', revision: 1, rulingDueAt: NOW + 32 * HOUR, may: { undoUntilAt: NOW + HOUR + 10_000, withdraw: true, rule: false } })
    scene.pass(HOUR)
    expect(await scene.answer(reviewId)).toMatchObject({ state: 'answered' })
    expect((await scene.queue()).rows.map(row => [row.reviewId, row.group])).toEqual([[reviewId, 'disputes']])
    await scene.stance(reviewId, 'insist')
    expect((await scene.queue()).rows).toEqual([])
    const ruled = await scene.rule(reviewId, 'overturned', 'qualified')
    expect(ruled.events.map(event => event.kind)).toEqual(['disputed', 'answered', 'insisted', 'ruled'])
    expect(ruled).toMatchObject({ state: 'overturned', finalVerdict: { label: 'qualified', by: 'ruling' } })
    const card = await scene.card(leadId)
    expect(card).toMatchObject({ finalVerdict: { label: 'qualified', by: 'ruling' }, review: { state: 'overturned' }, readOnlyBecause: 'ruled', gate: { missing: [] } })
    const thread = await readItemReviews(scene.deps, scene.portalId, cast.rep, { entityTypeId: 1, itemId: leadId })
    expect(itemReviewsSchema.parse(thread)).toEqual(thread)
    expect(thread.reviews[0]?.events[0]).toMatchObject({ actor: { id: STAFF.marketer }, criterion: { code: 'region' }, pinned: { callId: 'c1', second: 12 }, words: 'клиент назвал наш регион' })
  })

  it('writes an overturned verdict to the native fields with the state of the review, raises the trigger and closes the record «спор»', async () => {
    const { leadId, reviewId } = await scene.given('off_target')
    await scene.dispute(reviewId)
    scene.pass(HOUR)
    await scene.rule(reviewId, 'overturned', 'qualified')
    expect((await live(leadId, 'native.write')).at(-1)?.payload).toMatchObject({ values: { verdict: 'qualified', reason: null, review: 'overturned' } })
    expect((await live(leadId, 'trigger')).map(one => one.payload.code)).toEqual(['feedback_given', 'disputed', 'ruled'])
    expect((await live(leadId, 'record.open')).map(one => one.payload.record)).toEqual(['dispute'])
    expect((await live(leadId, 'record.close')).map(one => one.payload.record)).toEqual(['dispute'])
  })

  it('what the ruling wrote comes back from the portal and is no new verdict; a rep\'s hand is put back', async () => {
    const { leadId, reviewId } = await scene.given('off_target')
    await scene.dispute(reviewId)
    await scene.rule(reviewId, 'overturned', 'qualified')
    const ref = { entityTypeId: 1, itemId: leadId } as const
    const item = (await engine.store.items.get(scene.portalId, ref))!
    const asked = await scene.treaties.asked(scene.portalId, scene.now())
    const shown: Item['natives'] = { verdict: 'qualified', warmth: null, reason: null, review: 'overturned', criteria: [], card: null }
    const before = { ...shown, verdict: 'off_target', reason: 'off_target.other_region', review: 'waiting' }
    const read = (natives: Item['natives'], was: Item['natives'], updatedBy: number) => engine.store.transaction(within => adoptNative({ ...scene.feedbackDeps, store: within }, scene.portalId, asked, { item: { ...item, natives }, before: was, updatedBy }))
    expect(await read(shown, before, STAFF.admin)).toEqual({ adopted: null, refused: [] })
    expect(await read({ ...shown, verdict: 'spam' }, shown, STAFF.rep)).toEqual({ adopted: null, refused: ['ruled'] })
    expect((await live(leadId, 'native.write')).at(-1)?.payload).toMatchObject({ values: { verdict: 'qualified' } })
  })

  it('is taken back within ten seconds: nothing has left for the portal, and the review waits as before', async () => {
    const { leadId, reviewId } = await scene.given('spam')
    await scene.dispute(reviewId)
    expect((await live(leadId, 'record.open'))[0]?.notBeforeAt).toBeGreaterThan(NOW + 10_000)
    scene.pass(9_000)
    expect(await scene.undo(reviewId)).toMatchObject({ state: 'waiting', revision: 2, proposedLabel: null, may: { accept: true, dispute: true, undoUntilAt: null } })
    expect(await live(leadId, 'record.open')).toEqual([])
    expect((await scene.card(leadId)).review.state).toBe('waiting')
    await scene.dispute(reviewId)
    scene.pass(11_000)
    await expect(scene.undo(reviewId)).rejects.toMatchObject({ code: 'undo_late', status: 409 })
  })

  it('two marketers on one item: the second is told who was first, and nothing is written twice', async () => {
    const { reviewId } = await scene.given('spam')
    const both = await Promise.allSettled([scene.accept(reviewId, cast.marketer, { revision: 0 }), scene.accept(reviewId, cast.secondMarketer, { revision: 0 })])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(one => one.status === 'rejected')).toMatchObject({ reason: { status: 409, code: expect.stringMatching(/^review_(?:changed|done)$/) } })
    expect(await engine.store.reviews.actsOf(scene.portalId, [reviewId])).toHaveLength(1)
    await expect(scene.dispute(reviewId, 'qualified', cast.secondMarketer, { revision: 0 })).rejects.toMatchObject({ code: 'review_done' })
  })

  it('a lead changed while it is reviewed: facts are those of now, and whoever has it now is neither its reviewer nor left without a word', async () => {
    const { leadId, reviewId } = await scene.given('spam')
    const change = (parts: object) => engine.store.items.upsertMany(scene.portalId, [sampleReading({ entityTypeId: 1, itemId: leadId, createdAt: NOW, assignedBy: STAFF.rep, readAt: scene.now(), ...parts })])
    await change({ assignedBy: STAFF.marketer, sourceId: 'CALL' })
    const seen = await readReview(scene.deps, scene.portalId, cast.cmo, reviewId)
    expect(seen).toMatchObject({ sourceId: 'CALL', assignee: { id: STAFF.marketer }, author: { id: STAFF.rep }, may: { accept: true } })
    await expect(scene.accept(reviewId)).rejects.toMatchObject({ code: 'own_feedback', message: 'Это ваш собственный лид или вердикт: его проверяет кто-то другой.' })
    await change({ assignedBy: STAFF.otherRep })
    await scene.dispute(reviewId)
    expect(await scene.answer(reviewId, cast.otherRep)).toMatchObject({ state: 'answered' })
  })

  it('a page that has not seen the dispute is told, and its words are refused', async () => {
    const { reviewId } = await scene.given('spam')
    await scene.dispute(reviewId)
    await expect(scene.stance(reviewId, 'withdraw')).resolves.toMatchObject({ state: 'accepted' })
    const other = await scene.given('spam')
    await scene.dispute(other.reviewId)
    await scene.answer(other.reviewId)
    const stale = { revision: 1, clientKey: randomUUID(), route: 'queue' } as const
    await expect(ruleReview(scene.deps, scene.portalId, cast.rop, other.reviewId, { ...stale, outcome: 'upheld', label: null, reason: 'так и есть' })).rejects.toMatchObject({ code: 'review_changed', message: expect.stringContaining('Person 10') })
  })

  it('sent twice, it is one decision', async () => {
    const { reviewId } = await scene.given('spam')
    const body = { revision: 0, clientKey: randomUUID(), route: 'queue', heard: [] } as const
    await acceptReview(scene.deps, scene.portalId, cast.marketer, reviewId, { ...body, heard: [] })
    expect(await acceptReview(scene.deps, scene.portalId, cast.marketer, reviewId, { ...body, heard: [] })).toMatchObject({ state: 'accepted', revision: 1 })
  })

  it('ends when the rep gives the proposed verdict himself; another verdict is his answer and the dispute goes on', async () => {
    const own = await scene.given('off_target')
    await scene.dispute(own.reviewId, 'qualified')
    await scene.give(own.leadId, 'qualified')
    expect(await readReview(scene.deps, scene.portalId, cast.rop, own.reviewId)).toMatchObject({ state: 'corrected', latest: { label: 'qualified' }, finalVerdict: { label: 'qualified', by: 'feedback' } })
    expect((await scene.card(own.leadId)).review.state).toBe('accepted')
    const other = await scene.given('off_target')
    await scene.dispute(other.reviewId, 'qualified')
    await scene.give(other.leadId, 'spam')
    expect(await readReview(scene.deps, scene.portalId, cast.rop, other.reviewId)).toMatchObject({ state: 'answered', latest: { label: 'spam' }, may: { rule: true } })
    expect(await engine.store.reviews.ofItems(scene.portalId, [{ entityTypeId: 1, itemId: other.leadId }])).toHaveLength(1)
  })

  it('is ruled by the head of sales who gives a verdict of his own meanwhile', async () => {
    const { leadId, reviewId } = await scene.given('off_target')
    await scene.dispute(reviewId, 'qualified')
    await scene.give(leadId, 'qualified', cast.rop)
    expect(await readReview(scene.deps, scene.portalId, cast.rop, reviewId)).toMatchObject({ state: 'overturned', finalVerdict: { label: 'qualified', by: 'ruling' } })
  })

  it('marketing\'s version stands when the ruling deadline passes in silence, shown as by silence; a late ruling may still end it', async () => {
    const { leadId, reviewId } = await scene.given('off_target')
    const { rulingDueAt } = await scene.dispute(reviewId, 'qualified')
    scene.setNow(rulingDueAt!)
    expect((await scene.card(leadId)).finalVerdict).toMatchObject({ label: 'off_target', by: 'feedback' })
    scene.setNow(rulingDueAt! + 1)
    expect((await scene.card(leadId)).finalVerdict).toMatchObject({ label: 'qualified', by: 'silence' })
    expect(await scene.rule(reviewId, 'upheld')).toMatchObject({ state: 'upheld', finalVerdict: { label: 'off_target', by: 'ruling' } })
    const acts = await engine.store.reviews.actsOf(scene.portalId, [reviewId])
    expect(acts.map(act => [act.kind, act.at])).toEqual([['disputed', NOW], ['silenced', rulingDueAt], ['ruled', rulingDueAt! + 1]])
  })

  it('one appeal a week goes to the owner, whose word is the last', async () => {
    const [first, second] = [await scene.given('off_target'), await scene.given('spam')]
    for (const { reviewId } of [first, second]) {
      await scene.dispute(reviewId)
      await scene.rule(reviewId, 'upheld')
    }
    expect(await scene.appeal(first.reviewId)).toMatchObject({ state: 'appealed' })
    await expect(scene.appeal(second.reviewId)).rejects.toMatchObject({ code: 'appeal_cap', message: expect.stringContaining('1 из 1') })
    await expect(scene.ownerRule(first.reviewId, 'overturned', 'qualified', cast.rop)).rejects.toMatchObject({ code: 'not_owner' })
    expect((await scene.queue({ desk: 'owner' }, cast.owner)).rows.map(row => row.reviewId)).toEqual([first.reviewId])
    expect(await scene.ownerRule(first.reviewId, 'overturned', 'qualified')).toMatchObject({ state: 'overturned', finalVerdict: { label: 'qualified', by: 'ruling' } })
    await expect(scene.appeal(first.reviewId)).rejects.toMatchObject({ code: 'nothing_to_appeal' })
  })

  it('nobody takes both sides: each is refused with a sentence and an audit row', async () => {
    const both = { ...cast.rep, roles: ['rep', 'marketer', 'rop'] } as const
    const { reviewId } = await scene.given('spam')
    await expect(scene.accept(reviewId, both)).rejects.toMatchObject({ code: 'own_feedback', status: 403 })
    await expect(scene.accept(reviewId, cast.otherRep)).rejects.toMatchObject({ code: 'not_reviewer' })
    await expect(scene.accept(reviewId, cast.admin)).rejects.toMatchObject({ code: 'not_reviewer' })
    await scene.dispute(reviewId)
    await expect(scene.rule(reviewId, 'upheld', null, both)).rejects.toMatchObject({ code: 'party_cannot_rule' })
    await expect(scene.rule(reviewId, 'upheld', null, cast.cmo)).rejects.toMatchObject({ code: 'not_head_of_sales' })
    await expect(scene.answer(reviewId, cast.otherRep)).rejects.toMatchObject({ code: 'not_your_dispute' })
    await expect(scene.queue({}, cast.rep)).rejects.toMatchObject({ code: 'no_right_to_reviews' })
    const { rows } = await engine.store.audit.list(scene.portalId, { action: 'review.denied' }, {})
    expect(rows).toHaveLength(7)
  })

  describe('with tight caps', () => {
    beforeEach(async () => {
      scene = await setReviewScene(engine.store, NOW, { treaty: { review: { ...DEFAULT_REVIEW, marketingDisputesPerWeek: 2, salesDisputesPerWeek: 1 } } })
    })

    it('two who reach for the last dispute of the week at once: one gets it', async () => {
      const rows = [await scene.given('spam'), await scene.given('spam'), await scene.given('spam'), await scene.given('spam')]
      const tries = await Promise.allSettled(rows.map(({ reviewId }, index) => scene.dispute(reviewId, 'qualified', index % 2 === 0 ? cast.marketer : cast.secondMarketer)))
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
      expect(tries.flatMap(one => one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])).toEqual(['dispute_cap', 'dispute_cap'])
      expect((await scene.queue()).caps.disputesLeft).toBe(0)
    })

    it('disputes and answers end at the week\'s number; those taken back do not count, a new week begins anew', async () => {
      const rows = [await scene.given('spam'), await scene.given('spam'), await scene.given('spam')]
      await scene.dispute(rows[0]!.reviewId)
      await scene.undo(rows[0]!.reviewId)
      await scene.dispute(rows[0]!.reviewId)
      await scene.dispute(rows[1]!.reviewId)
      await expect(scene.dispute(rows[2]!.reviewId)).rejects.toMatchObject({ code: 'dispute_cap', message: expect.stringContaining('2 из 2') })
      expect((await scene.queue()).caps).toMatchObject({ disputesLeft: 0, appealsLeft: 1 })
      await scene.answer(rows[0]!.reviewId)
      await expect(scene.answer(rows[1]!.reviewId)).rejects.toMatchObject({ code: 'answer_cap' })
      scene.pass(7 * DAY)
      const later = await scene.given('spam')
      expect(await scene.dispute(later.reviewId)).toMatchObject({ state: 'disputed' })
    })
  })
})
