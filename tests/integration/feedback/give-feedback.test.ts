import type { FeedbackScene } from '../../support/feedback-scene.ts'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { cardStateSchema } from '../../../src/contracts/api/card-state.schema.ts'
import { threadSchema } from '../../../src/contracts/api/thread.schema.ts'
import { markStillTrying } from '../../../src/feedback/mark-still-trying.ts'
import { readCardState } from '../../../src/feedback/read-card-state.ts'
import { readThread } from '../../../src/feedback/read-thread.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { LEAD_1042, setFeedbackScene } from '../../support/feedback-scene.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { sampleTreaty, STAFF } from '../../support/sample-treaty.ts'

const NOW = Date.UTC(2026, 2, 10, 7)
const HOUR = 3_600_000
const ALL_MET = { region: 'met', category: 'met', horizon: 'met', budget: 'met' } as const

describeOnBothEngines('feedback', (engine) => {
  let scene: FeedbackScene
  const kinds = async () => (await engine.store.intentions.ofItem(scene.portalId, LEAD_1042)).filter(({ state }) => state !== 'superseded').map(({ kind }) => kind)
  const rows = () => engine.store.feedback.ofItem(scene.portalId, LEAD_1042)
  const mark = () => markStillTrying(scene.deps, scene.portalId, scene.rep, { ref: LEAD_1042, mark: { clientKey: randomUUID() } })

  beforeEach(async () => {
    scene = await setFeedbackScene(engine.store, NOW)
    await scene.signBoth(sampleTreaty(), NOW)
    scene.setNow(NOW + HOUR)
  })

  it('is kept with author, route, evidence, version and time, and shown', async () => {
    const state = await scene.give({ label: 'qualified', answers: ALL_MET, warmth: 'hot', route: 'tab', shownAt: NOW + HOUR - 8000 })
    expect(cardStateSchema.parse(state)).toEqual(state)
    expect(state).toMatchObject({ feedback: { label: 'qualified', complete: true, criteriaMet: { met: 4, of: 4 }, author: { id: STAFF.rep, name: 'Person 10' }, warmth: { code: 'hot', sign: '🔥' } }, finalVerdict: { label: 'qualified', by: 'feedback', unproven: false }, nextStep: { code: 'handoff' }, deadline: null, gate: { state: 'free', missing: [] } })
    expect(await rows()).toMatchObject([{ authorId: STAFF.rep, route: 'tab', evidence: { proven: true, givenAs: 'rep' }, versionNo: 1, givenAt: NOW + HOUR, durationMs: 8000, complete: true }])
  })

  it('stores what must happen in the portal and wakes the sync', async () => {
    await scene.give({ label: 'qualified', answers: ALL_MET, warmth: 'hot' })
    const intentions = await engine.store.intentions.ofItem(scene.portalId, LEAD_1042)
    expect(intentions.map(({ kind, payload }) => [kind, payload.code ?? null])).toEqual([['native.write', null], ['trigger', 'feedback_given'], ['trigger', 'step_handoff']])
    expect(intentions[0]?.payload).toMatchObject({ values: { verdict: 'qualified', warmth: 'hot', criteria: ['all_met', 'region', 'category', 'horizon', 'budget'] } })
    expect(await engine.store.dirty.take(scene.portalId, { lane: 'live', limit: 5, now: scene.now() })).toMatchObject([LEAD_1042])
  })

  it('is given once, however often the page sends it', async () => {
    const clientKey = randomUUID()
    await scene.give({ label: 'spam', reason: 'advertiser', clientKey })
    const state = await scene.give({ label: 'spam', reason: 'advertiser', clientKey })
    expect(state.feedback?.label).toBe('spam')
    expect(await rows()).toHaveLength(1)
    expect(await kinds()).toEqual(['native.write', 'trigger'])
  })

  it('is superseded, never changed; the older write to the portal is withdrawn', async () => {
    await scene.give({ label: 'spam', reason: 'advertiser' })
    scene.setNow(NOW + 2 * HOUR)
    await scene.give({ label: 'off_target', reason: 'other_region' })
    expect((await rows()).map(row => row.label)).toEqual(['spam', 'off_target'])
    const writes = (await engine.store.intentions.ofItem(scene.portalId, LEAD_1042)).filter(({ kind }) => kind === 'native.write')
    expect(writes.map(({ state }) => state)).toEqual(['superseded', 'pending'])
  })

  it('may be incomplete: it is kept, says what is missing and keeps the deadline', async () => {
    const state = await scene.give({ label: 'qualified', answers: { ...ALL_MET, budget: 'unknown' } })
    expect(state.feedback).toMatchObject({ complete: false, missing: [{ code: 'criterion_unknown', criterion: 'budget' }, { code: 'warmth', criterion: null }] })
    expect(state).toMatchObject({ finalVerdict: null, deadline: { dueAt: NOW + 4 * HOUR, passed: false } })
    expect(await kinds()).toEqual(['native.write'])
  })

  it('keeps no phone and no e-mail of a client in its words', async () => {
    await scene.give({ label: 'spam', reason: 'other', comment: 'звонил с +7 912 345-67-89, почта a@b.example' })
    expect((await rows())[0]?.comment).toBe('звонил с •••, почта •••')
  })

  it('is "no answer" unproven until the agreed calls were made', async () => {
    expect((await scene.give({ label: 'spam', reason: 'no_answer' })).finalVerdict).toMatchObject({ unproven: true })
    await engine.store.items.setCalls(scene.portalId, LEAD_1042, 5)
    expect((await scene.give({ label: 'spam', reason: 'no_answer' })).finalVerdict).toMatchObject({ unproven: false })
  })

  it('closes the open timeline record when it is complete and only renews it before', async () => {
    await engine.store.records.put(scene.portalId, { ...LEAD_1042, kind: 'need_verdict', activityId: 5, badge: null, nonceHash: null, state: 'open', contentHash: null, openedAt: NOW, closedAt: null })
    const state = await scene.give({ label: 'qualified' })
    expect(state.record).toEqual({ activityId: 5, openedAt: NOW })
    expect(await kinds()).toContain('record.update')
    await scene.give({ label: 'off_target', reason: 'student' })
    expect(await kinds()).toContain('record.close')
  })

  it('drops answers to criteria nobody asked and refuses unknown warmth and reasons with the field', async () => {
    await scene.give({ label: 'qualified', answers: { ...ALL_MET, mood: 'met' }, prefilled: ['mood', 'budget'], warmth: 'hot' })
    expect((await rows())[0]).toMatchObject({ answers: ALL_MET, prefilled: [] })
    await expect(scene.give({ label: 'qualified', warmth: 'boiling' })).rejects.toMatchObject({ code: 'warmth_unknown', field: 'warmth', status: 400 })
    await expect(scene.give({ label: 'spam', reason: 'student' })).rejects.toMatchObject({ code: 'reason_unknown', field: 'reason' })
  })

  describe('is refused', () => {
    it.each([
      ['to another rep', STAFF.otherRep, 'rep'],
      ['to marketing', STAFF.marketer, 'marketer'],
      ['to the owner', STAFF.owner, 'owner'],
      ['to an administrator', STAFF.admin, 'admin'],
    ] as const)('%s, with an audit row and without a trace in the history', async (_, userId, role) => {
      await expect(scene.give({ label: 'spam', reason: 'advertiser' }, scene.actor(userId, role))).rejects.toMatchObject({ code: 'no_right_to_give', status: 403 })
      expect(await rows()).toEqual([])
      expect((await engine.store.audit.list(scene.portalId, { action: 'feedback.denied' }, { limit: 5 })).rows).toMatchObject([{ actorId: userId, subject: 'item:1:1042' }])
    })

    it('to reps after a ruling, but not to the ROP', async () => {
      scene.setDecisions({ rulings: [{ label: 'qualified', ruledAt: NOW, rulerId: STAFF.rop }], state: 'overturned' })
      await expect(scene.give({ label: 'spam', reason: 'advertiser' })).rejects.toMatchObject({ code: 'verdict_ruled' })
      expect((await readCardState(scene.deps, scene.portalId, scene.rep, LEAD_1042)).readOnlyBecause).toBe('ruled')
      const state = await scene.give({ label: 'spam', reason: 'advertiser' }, scene.actor(STAFF.rop, 'rop'))
      expect(state.finalVerdict).toMatchObject({ label: 'spam', by: 'head' })
    })

    it('on deleted and unknown items', async () => {
      await engine.store.items.markGone(scene.portalId, [LEAD_1042], { cause: 'deleted', at: NOW })
      await expect(scene.give({ label: 'spam', reason: 'advertiser' })).rejects.toMatchObject({ code: 'item_deleted', status: 410 })
      await expect(readCardState(scene.deps, scene.portalId, scene.rep, { entityTypeId: 1, itemId: 7 })).rejects.toMatchObject({ code: 'item_unknown', status: 404 })
    })

    it('on an item nobody has read yet, which is then read before any import', async () => {
      const young = { entityTypeId: 1, itemId: 8 } as const
      await engine.store.dirty.mark(scene.portalId, [{ ...young, lane: 'bulk', seenAt: NOW }])
      await expect(readCardState(scene.deps, scene.portalId, scene.rep, young)).rejects.toMatchObject({ code: 'item_unknown' })
      expect(await engine.store.dirty.take(scene.portalId, { lane: 'live', limit: 10, now: NOW })).toContainEqual(expect.objectContaining(young))
    })
  })

  it('is given by the ROP and by the head of the rep\'s department', async () => {
    await scene.give({ label: 'spam', reason: 'advertiser' }, scene.actor(STAFF.rop, 'rop'))
    await scene.give({ label: 'spam', reason: 'bot' }, { ...scene.actor(99, 'rep'), teamUserIds: [STAFF.rep] })
    expect((await rows()).map(row => row.evidence.givenAs)).toEqual(['rop', 'rep'])
  })

  describe('still trying', () => {
    it('restarts the deadline and is no verdict', async () => {
      const state = await mark()
      expect(state).toMatchObject({ feedback: null, finalVerdict: null, deadline: { dueAt: NOW + 5 * HOUR }, stillTrying: { made: 0, allowed: 5, canMark: true } })
      expect(await kinds()).toEqual([])
    })

    it('is refused when the deadline is past, the calls are made, or a verdict is there', async () => {
      await engine.store.items.setCalls(scene.portalId, LEAD_1042, 5)
      await expect(mark()).rejects.toMatchObject({ code: 'still_trying_attempts_used', message: 'Сделано 5 из 5 звонков: пора дать вердикт.' })
      await scene.give({ label: 'spam', reason: 'advertiser' })
      await expect(mark()).rejects.toMatchObject({ code: 'still_trying_has_verdict' })
    })

    it('does not withdraw a write that waits for the portal', async () => {
      await scene.give({ label: 'qualified' })
      await mark()
      expect(await kinds()).toEqual(['native.write'])
    })
  })

  describe('the card', () => {
    it('prefills answers from bound CRM fields and goes without them when the portal is silent', async () => {
      const criteria = sampleTreaty().criteria.map(criterion => criterion.code === 'budget' ? { ...criterion, field: 'opportunity', min: 10_000_000, max: 10_000_000 } : criterion) as ReturnType<typeof sampleTreaty>['criteria']
      await scene.signBoth(sampleTreaty({ criteria }), NOW + HOUR)
      const prefill = async () => (await readCardState(scene.deps, scene.portalId, scene.rep, LEAD_1042)).form.criteria.find(({ code }) => code === 'budget')?.prefill
      scene.setFields({ opportunity: 12_500_000 })
      expect(await prefill()).toEqual({ answer: 'met', field: 'opportunity' })
      scene.setFields(null)
      expect(await prefill()).toBeNull()
    })

    it('of a deal shows its lead read-only, of a deal without a lead nothing to judge', async () => {
      await scene.give({ label: 'off_target', reason: 'student' })
      const deal = { entityTypeId: 2, assignedBy: STAFF.rep, stageId: 'UC_WAIT' } as const
      await engine.store.items.upsertMany(scene.portalId, [sampleReading({ ...deal, itemId: 5, leadId: 1042, movedAt: NOW + 5 }), sampleReading({ ...deal, itemId: 6 })])
      expect(await readCardState(scene.deps, scene.portalId, scene.rep, { entityTypeId: 2, itemId: 5 })).toMatchObject({ judged: LEAD_1042, feedback: { label: 'off_target' }, readOnlyBecause: 'lead_of_deal', rights: { give: false }, gate: { state: 'waiting', since: NOW + 5, missing: [{ code: 'qualified' }] } })
      expect(await readCardState(scene.deps, scene.portalId, scene.rep, { entityTypeId: 2, itemId: 6 })).toMatchObject({ judged: null, readOnlyBecause: 'not_judged' })
      expect((await readCardState(scene.deps, scene.portalId, scene.rep, LEAD_1042)).gate).toMatchObject({ state: 'held' })
    })

    it('is shown to marketing without the right to give, and refused to another rep with an audit row', async () => {
      expect(await readCardState(scene.deps, scene.portalId, scene.actor(STAFF.marketer, 'marketer'), LEAD_1042)).toMatchObject({ readOnlyBecause: 'no_right', rights: { give: false, stillTry: false } })
      await expect(readCardState(scene.deps, scene.portalId, scene.actor(STAFF.otherRep, 'rep'), LEAD_1042)).rejects.toMatchObject({ code: 'no_right' })
      expect((await engine.store.audit.list(scene.portalId, { action: 'item.denied' }, { limit: 5 })).rows).toHaveLength(1)
    })

    it('tells the thread oldest first, each verdict in the words it was given under', async () => {
      await scene.give({ label: 'off_target', reason: 'student' })
      scene.setNow(NOW + 2 * HOUR)
      await scene.signBoth(sampleTreaty({ reasons: { ...sampleTreaty().reasons, offTarget: sampleTreaty().reasons.offTarget.filter(({ code }) => code !== 'student') } }), NOW + 2 * HOUR)
      await scene.give({ label: 'spam', reason: 'bot' })
      const thread = await readThread(scene.deps, scene.portalId, scene.rep, LEAD_1042)
      const { entries } = threadSchema.parse(thread)
      expect(entries.map(entry => entry.kind === 'verdict' ? [entry.feedback.versionNo, entry.feedback.reason?.words.ru] : null)).toEqual([[1, 'Студент, исследование'], [2, 'Бот, пустая заявка']])
    })
  })
})
