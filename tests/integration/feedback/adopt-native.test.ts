import type { FeedbackScene } from '../../support/feedback-scene.ts'
import { beforeEach, expect, it } from 'vitest'
import { encodeCardValue } from '../../../src/domain/card-value.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { LEAD_1042, setFeedbackScene } from '../../support/feedback-scene.ts'
import { spam } from '../../support/sample-feedback.ts'
import { sampleTreaty, STAFF } from '../../support/sample-treaty.ts'

const NOW = Date.UTC(2026, 2, 10, 7)

describeOnBothEngines('native fields', (engine) => {
  let scene: FeedbackScene
  const rows = () => engine.store.feedback.ofItem(scene.portalId, LEAD_1042)
  const intentions = async () => (await engine.store.intentions.ofItem(scene.portalId, LEAD_1042)).filter(({ state }) => state === 'pending')
  const SPAM = { verdict: 'spam', reason: 'spam.advertiser' }

  beforeEach(async () => {
    scene = await setFeedbackScene(engine.store, NOW)
    await scene.signBoth(sampleTreaty(), NOW)
  })

  it('make complete feedback without any frame of ours', async () => {
    const { adopted } = await scene.read({ verdict: 'qualified', criteria: ['all_met'], warmth: 'warm' })
    expect(adopted).toMatchObject({ complete: true, unproven: false, authorId: STAFF.rep, route: 'native', evidence: { proven: false, updatedBy: STAFF.rep, givenAs: 'rep' } })
    expect((await intentions()).map(({ kind, payload }) => [kind, payload.code ?? null])).toEqual([['native.write', null], ['trigger', 'feedback_given'], ['trigger', 'step_handoff']])
  })

  it('are adopted once, also when the same reading comes again', async () => {
    await scene.read(SPAM)
    expect(await scene.read({})).toEqual({ adopted: null, refused: [] })
    expect(await rows()).toHaveLength(1)
  })

  it('are adopted from the ROP, and without a user as unproven', async () => {
    await scene.read(SPAM, STAFF.rop)
    await scene.read({ verdict: 'off_target', reason: 'off_target.student' }, null)
    expect((await rows()).map(({ label, authorId, unproven }) => [label, authorId, unproven])).toEqual([['spam', STAFF.rop, false], ['off_target', null, true]])
  })

  it.each([['a marketer', STAFF.marketer], ['another rep', STAFF.otherRep], ['somebody the portal no longer knows', 777]])('are put back with one notice when %s changed them', async (_, userId) => {
    await scene.read(SPAM)
    const before = (await intentions()).length
    expect(await scene.read({ verdict: 'qualified', criteria: ['all_met'], warmth: 'hot' }, userId)).toMatchObject({ adopted: null, refused: ['not_yours'] })
    const added = (await intentions()).slice(before)
    expect(added.map(({ kind, payload }) => [kind, payload.userId ?? payload.values])).toEqual([['notify', userId], ['native.write', { verdict: 'spam', reason: 'spam.advertiser', warmth: null, criteria: [] }]])
    expect(await rows()).toHaveLength(1)
  })

  it('are put back when they were cleared', async () => {
    await scene.read(SPAM)
    expect((await scene.read({ verdict: null, reason: null })).refused).toEqual(['cleared'])
  })

  it('are put back when the review field was changed', async () => {
    expect((await scene.read({ review: 'accepted' })).refused).toEqual(['review_changed'])
    expect((await intentions()).find(({ kind }) => kind === 'native.write')?.payload).toMatchObject({ values: { review: null } })
  })

  it('are left alone when they only show what we wrote', async () => {
    await scene.give({ label: 'spam', reason: 'advertiser' })
    expect(await scene.read(SPAM, STAFF.admin)).toEqual({ adopted: null, refused: [] })
    expect(await rows()).toHaveLength(1)
  })

  it('do not bring back an older verdict whose write was overtaken', async () => {
    await scene.give({ label: 'spam', reason: 'advertiser' })
    await scene.give({ label: 'off_target', reason: 'student' })
    expect(await scene.read(SPAM, STAFF.admin)).toEqual({ adopted: null, refused: [] })
    expect((await rows()).at(-1)?.label).toBe('off_target')
  })

  it('take the value saved with the card, words included, exactly once', async () => {
    const card = encodeCardValue({ key: 'k-1', content: spam({ reason: 'other', comment: 'розыгрыш' }) })
    const { adopted } = await scene.read({ card })
    expect(adopted).toMatchObject({ complete: true, content: { comment: 'розыгрыш' }, evidence: { viaCard: true } })
    await scene.read({ card: null })
    expect((await scene.read({ card })).adopted).toBeNull()
    expect((await rows())).toHaveLength(1)
  })

  it('cost no query when they have not changed', async () => {
    await scene.read(SPAM)
    const asked = await scene.treaties.asked(scene.portalId, NOW)
    expect(asked?.versionNo).toBe(1)
    const before = engine.statements.length
    const { adoptNative } = await import('../../../src/feedback/adopt-native.ts')
    const item = (await engine.store.items.get(scene.portalId, LEAD_1042))!
    const afterRead = engine.statements.length
    await adoptNative(scene.deps, scene.portalId, asked, { item, before: item.natives, updatedBy: STAFF.rep })
    expect(afterRead).toBeGreaterThan(before)
    expect(engine.statements.length).toBe(afterRead)
  })
})
