import type { NewIntention } from '../../../src/store/intentions.ts'
import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const NOW = 1_000_000
const LEAD = { entityTypeId: 1, itemId: 1 } as const

function wish(dedupeKey: string, details: Partial<NewIntention> = {}): NewIntention {
  return { ...LEAD, kind: 'correct.return_lead', dedupeKey, payload: { stageId: 'NEW' }, ...details }
}

describeOnBothEngines('intentions', (engine) => {
  const leased = async (): Promise<{ portalId: number, epoch: number }> => {
    const { portalId } = await createSamplePortal(engine.store)
    return { portalId, epoch: await engine.store.leases.acquire(portalId, 'worker', 60_000) ?? 0 }
  }

  it('stores each wish once, in the order given', async () => {
    const { portalId } = await leased()
    const answers = await engine.store.intentions.putMany(portalId, [wish('a'), wish('b'), wish('a')], NOW)
    expect(answers.map(answer => [answer.intention.dedupeKey, answer.added])).toEqual([['a', true], ['b', true], ['a', false]])
    const again = await engine.store.intentions.put(portalId, wish('a', { payload: { other: 1 } }), NOW)
    expect(again).toEqual({ intention: answers[0]?.intention, added: false })
    expect(await engine.store.intentions.countUndone(portalId)).toBe(2)
  })

  it('takes the oldest due ones first, each once', async () => {
    const { portalId, epoch } = await leased()
    await engine.store.intentions.putMany(portalId, [wish('a'), wish('later', { notBeforeAt: NOW + 1 }), wish('b'), wish('c')], NOW)
    const first = await engine.store.intentions.takePending(portalId, epoch, 2, NOW)
    expect(first.map(row => [row.dedupeKey, row.state, row.epoch, row.attempts])).toEqual([['a', 'running', epoch, 1], ['b', 'running', epoch, 1]])
    expect((await engine.store.intentions.takePending(portalId, epoch, 9, NOW)).map(row => row.dedupeKey)).toEqual(['c'])
    expect(await engine.store.intentions.nextDueAt(portalId)).toBe(NOW + 1)
    expect((await engine.store.intentions.takePending(portalId, epoch, 9, NOW + 1)).map(row => row.dedupeKey)).toEqual(['later'])
  })

  it('gives none to a worker that lost its lease, and lets it finish none', async () => {
    const { portalId, epoch } = await leased()
    await engine.store.intentions.put(portalId, wish('a'), NOW)
    const [taken] = await engine.store.intentions.takePending(portalId, epoch, 9, NOW)
    await engine.store.leases.release(portalId, epoch)
    const next = await engine.store.leases.acquire(portalId, 'other', 60_000) ?? 0
    expect(await engine.store.intentions.takePending(portalId, epoch, 9, NOW)).toEqual([])
    const resumed = await engine.store.intentions.takePending(portalId, next, 9, NOW)
    expect(resumed.map(row => [row.dedupeKey, row.attempts, row.epoch])).toEqual([['a', 2, next]])
    const intentionId = taken?.intentionId ?? 0
    expect(await engine.store.intentions.finish(portalId, epoch, [{ intentionId, state: 'failed' }], NOW)).toEqual([])
    expect(await engine.store.intentions.finish(portalId, next, [{ intentionId, state: 'done', result: { ok: 1 } }], NOW)).toEqual([intentionId])
    expect((await engine.store.intentions.ofItem(portalId, LEAD))[0]).toMatchObject({ state: 'done', result: { ok: 1 }, error: null })
  })

  it('puts a failed try off and gives it again when it is due', async () => {
    const { portalId, epoch } = await leased()
    await engine.store.intentions.put(portalId, wish('a'), NOW)
    const [taken] = await engine.store.intentions.takePending(portalId, epoch, 9, NOW)
    await engine.store.intentions.finish(portalId, epoch, [{ intentionId: taken?.intentionId ?? 0, state: 'pending', error: 'portal down', notBeforeAt: NOW + 500 }], NOW)
    expect(await engine.store.intentions.takePending(portalId, epoch, 9, NOW + 499)).toEqual([])
    expect(await engine.store.intentions.takePending(portalId, epoch, 9, NOW + 500)).toMatchObject([{ error: 'portal down', attempts: 2 }])
  })

  it('withdraws what waits, not what runs, and only the kinds asked for', async () => {
    const { portalId, epoch } = await leased()
    await engine.store.intentions.put(portalId, wish('runs'), NOW)
    await engine.store.intentions.takePending(portalId, epoch, 1, NOW)
    await engine.store.intentions.putMany(portalId, [wish('waits'), wish('notice', { kind: 'notify' }), wish('other item', { itemId: 2 })], NOW)
    expect(await engine.store.intentions.supersede(portalId, LEAD, { kinds: ['correct.return_lead'], now: NOW })).toBe(1)
    expect(await engine.store.intentions.supersede(portalId, LEAD, { now: NOW })).toBe(1)
    const states = (await engine.store.intentions.ofItems(portalId, [LEAD, { entityTypeId: 1, itemId: 2 }])).map(row => [row.dedupeKey, row.state])
    expect(states).toEqual([['runs', 'running'], ['waits', 'superseded'], ['notice', 'superseded'], ['other item', 'pending']])
  })

  it('forgets finished ones after their time and never undone ones', async () => {
    const { portalId, epoch } = await leased()
    await engine.store.intentions.putMany(portalId, [wish('done'), wish('waits')], NOW)
    const [taken] = await engine.store.intentions.takePending(portalId, epoch, 1, NOW)
    await engine.store.intentions.finish(portalId, epoch, [{ intentionId: taken?.intentionId ?? 0, state: 'done' }], NOW)
    expect(await engine.store.intentions.deleteFinishedBefore(portalId, NOW)).toBe(0)
    expect(await engine.store.intentions.deleteFinishedBefore(portalId, NOW + 1)).toBe(1)
    expect(await engine.store.intentions.countUndone(portalId)).toBe(1)
  })

  itNamesThePortalInEveryStatement(engine)
})
