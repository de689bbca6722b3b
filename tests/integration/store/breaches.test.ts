import type { Breach } from '../../../src/store/breaches.ts'
import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const LEAD = { entityTypeId: 1, itemId: 1 } as const

function breach(dedupeKey: string, details: Partial<Breach> = {}): Omit<Breach, 'breachId'> {
  return {
    ...LEAD,
    kind: 'forward_without_verdict',
    dedupeKey,
    moveHistoryId: 5_000_000_000,
    movedAt: 900,
    detectedAt: 1000,
    route: 'person',
    actorId: 7,
    evidence: { movedBy: 7 },
    versionNo: 1,
    mode: 'enforce',
    missing: ['verdict'],
    ...details,
  }
}

describeOnBothEngines('the bypass ledger', (engine) => {
  const newPortal = async (): Promise<number> => (await createSamplePortal(engine.store)).portalId
  const end = { actorId: null, reason: null, intentionId: null }

  it('records a breach once and tells its story in order', async () => {
    const portalId = await newPortal()
    const first = await engine.store.breaches.record(portalId, breach('a'))
    const again = await engine.store.breaches.record(portalId, breach('a', { route: 'other' }))
    expect([first.added, again.added, again.breach]).toEqual([true, false, first.breach])
    const { breachId } = first.breach
    await engine.store.breaches.addOutcome(portalId, { breachId, outcome: 'held', at: 2000, ...end })
    await engine.store.breaches.addOutcome(portalId, { breachId, outcome: 'released', at: 3000, ...end, actorId: 9, reason: 'verdict came' })
    const found = await engine.store.breaches.get(portalId, breachId)
    expect(found).toMatchObject(breach('a'))
    expect(found?.outcomes.map(step => [step.seq, step.outcome, step.at])).toEqual([[1, 'held', 2000], [2, 'released', 3000]])
  })

  it('numbers steps that come at the same time one after the other', async () => {
    const portalId = await newPortal()
    const { breach: { breachId } } = await engine.store.breaches.record(portalId, breach('a'))
    for (const turn of [1, 2])
      await Promise.all([1, 2, 3].map(step => engine.store.breaches.addOutcome(portalId, { breachId, outcome: 'notice', at: turn * 10 + step, ...end })))
    const seqs = (await engine.store.breaches.get(portalId, breachId))?.outcomes.map(step => step.seq) ?? []
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    expect(seqs.length).toBe(6)
  })

  it('refuses a step of a breach that is not there', async () => {
    await expect(engine.store.breaches.addOutcome(await newPortal(), { breachId: 424_242, outcome: 'held', at: 1, ...end })).rejects.toThrow('no breach')
  })

  it('records many at once in the order given, and steps of many; a step of a stranger adds none of them', async () => {
    const portalId = await newPortal()
    const known = await engine.store.breaches.record(portalId, breach('known'))
    const recorded = await engine.store.breaches.recordMany(portalId, [breach('new 1'), breach('known', { route: 'other' }), breach('new 2')])
    expect(recorded.map(one => [one.breach.dedupeKey, one.added])).toEqual([['new 1', true], ['known', false], ['new 2', true]])
    expect(recorded[1]?.breach).toEqual(known.breach)
    const ids = recorded.map(one => one.breach.breachId)
    await engine.store.breaches.addOutcome(portalId, { breachId: known.breach.breachId, outcome: 'notice', at: 1000, ...end })
    await expect(engine.store.breaches.addOutcomes(portalId, [...ids, 424_242].map(breachId => ({ breachId, outcome: 'held' as const, at: 2000, ...end })))).rejects.toThrow('no breach')
    await engine.store.breaches.addOutcomes(portalId, ids.map(breachId => ({ breachId, outcome: 'held', at: 2000, ...end, reason: 'converted' })))
    const stories = await Promise.all(ids.map(async id => (await engine.store.breaches.get(portalId, id))?.outcomes.map(step => `${step.seq} ${step.outcome} ${step.at} ${step.reason ?? ''}`.trim())))
    expect(stories).toEqual([['1 held 2000 converted'], ['1 notice 1000', '2 held 2000 converted'], ['1 held 2000 converted']])
  })

  it('pages newest first without gaps or repeats, also where many share a moment', async () => {
    const portalId = await newPortal()
    for (let index = 0; index < 7; index++)
      await engine.store.breaches.record(portalId, breach(`b${index}`, { detectedAt: index < 4 ? 1000 : 2000 }))
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof engine.store.breaches.list>> = await engine.store.breaches.list(portalId, {}, { cursor, limit: 3 })
      seen.push(...page.rows.map(row => row.dedupeKey))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(['b6', 'b5', 'b4', 'b3', 'b2', 'b1', 'b0'])
    expect((await engine.store.breaches.list(portalId, {}, { cursor: 'nonsense', limit: 1 })).rows[0]?.dedupeKey).toBe('b6')
  })

  it('filters by every column of the ledger, the last outcome included', async () => {
    const portalId = await newPortal()
    const add = async (key: string, details: Partial<Breach>, outcomes: ('held' | 'released')[]) => {
      const { breach: { breachId } } = await engine.store.breaches.record(portalId, breach(key, details))
      for (const outcome of outcomes)
        await engine.store.breaches.addOutcome(portalId, { breachId, outcome, at: 5000, ...end })
    }
    await add('open', { detectedAt: 1000 }, [])
    await add('held', { detectedAt: 2000, route: 'robot', actorId: null }, ['held'])
    await add('released', { detectedAt: 3000, kind: 'deal_without_lead', entityTypeId: 2, itemId: 8 }, ['held', 'released'])
    const keys = async (filter: Parameters<typeof engine.store.breaches.list>[1]) => {
      const page = await engine.store.breaches.list(portalId, filter, {})
      expect(await engine.store.breaches.count(portalId, filter)).toBe(page.rows.length)
      return page.rows.map(row => row.dedupeKey)
    }
    expect(await keys({ outcome: 'open' })).toEqual(['open'])
    expect(await keys({ outcome: 'held' })).toEqual(['held'])
    expect(await keys({ outcome: 'released' })).toEqual(['released'])
    expect(await keys({ route: 'robot' })).toEqual(['held'])
    expect(await keys({ actorId: 7 })).toEqual(['released', 'open'])
    expect(await keys({ kind: 'deal_without_lead' })).toEqual(['released'])
    expect(await keys({ item: { entityTypeId: 2, itemId: 8 } })).toEqual(['released'])
    expect(await keys({ fromAt: 2000, toAt: 3000 })).toEqual(['held'])
    expect((await engine.store.breaches.ofItem(portalId, LEAD)).map(row => row.dedupeKey)).toEqual(['open', 'held'])
    expect(await engine.store.breaches.countOutcomesSince(portalId, ['held'], 5000)).toBe(2)
    expect(await engine.store.breaches.countOutcomesSince(portalId, ['held'], 5001)).toBe(0)
  })

  itNamesThePortalInEveryStatement(engine)
})
