import type { FeedbackEntry } from '../../../src/store/feedback.ts'
import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const LEAD = { entityTypeId: 1, itemId: 1 } as const

function entry(dedupeKey: string, details: Partial<FeedbackEntry> = {}): Omit<FeedbackEntry, 'feedbackId'> {
  return {
    ...LEAD,
    kind: 'verdict',
    label: 'qualified',
    answers: { budget: 'yes' },
    prefilled: ['budget'],
    warmth: 'hot',
    reason: null,
    comment: 'Звонил, ждёт договор',
    complete: true,
    unproven: false,
    authorId: 7,
    route: 'widget',
    evidence: { session: true },
    versionNo: 1,
    givenAt: 1000,
    dedupeKey,
    durationMs: 4200,
    ...details,
  }
}

describeOnBothEngines('feedback', (engine) => {
  it('keeps an entry once, also when it is sent several times at once', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const answers = await Promise.all([1, 2, 3].map(() => engine.store.feedback.append(portalId, entry('key'))))
    expect(answers.filter(answer => answer.added)).toHaveLength(1)
    expect(new Set(answers.map(answer => answer.entry.feedbackId)).size).toBe(1)
    expect(await engine.store.feedback.ofItem(portalId, LEAD)).toEqual([answers[0]?.entry])
    expect(answers[0]?.entry).toMatchObject(entry('key'))
  })

  it('lets two portals use the same key', async () => {
    const [one, other] = [await createSamplePortal(engine.store), await createSamplePortal(engine.store)]
    await engine.store.feedback.append(one.portalId, entry('key'))
    expect((await engine.store.feedback.append(other.portalId, entry('key'))).added).toBe(true)
  })

  it('gives the history oldest first and the newest verdict of each item', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    await engine.store.feedback.append(portalId, entry('b', { givenAt: 2000, label: 'spam' }))
    await engine.store.feedback.append(portalId, entry('a', { givenAt: 1000 }))
    await engine.store.feedback.append(portalId, entry('c', { givenAt: 3000, kind: 'still_trying', label: null }))
    await engine.store.feedback.append(portalId, entry('d', { itemId: 2, kind: 'still_trying', label: null }))
    expect((await engine.store.feedback.ofItem(portalId, LEAD)).map(row => row.dedupeKey)).toEqual(['a', 'b', 'c'])
    const latest = await engine.store.feedback.latestOf(portalId, [LEAD, { entityTypeId: 1, itemId: 2 }])
    expect(latest.map(row => row.dedupeKey)).toEqual(['b'])
  })

  itNamesThePortalInEveryStatement(engine)
})
