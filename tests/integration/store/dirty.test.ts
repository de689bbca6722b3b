import type { DirtyMark } from '../../../src/store/dirty.ts'
import { expect, it, vi } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const NOW = Date.UTC(2026, 10, 23)

function mark(itemId: number, details: Partial<DirtyMark> = {}): DirtyMark {
  return { entityTypeId: 1, itemId, lane: 'live', seenAt: NOW, ...details }
}

describeOnBothEngines('the inbox', (engine) => {
  const newPortal = async (): Promise<number> => (await createSamplePortal(engine.store)).portalId
  const takeLive = (portalId: number, limit = 10) => engine.store.dirty.take(portalId, { lane: 'live', limit, now: NOW })

  it('holds one row per item however often it is marked', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1), mark(1), mark(2)])
    await engine.store.dirty.mark(portalId, [mark(1)])
    expect((await takeLive(portalId)).map(row => row.itemId).sort()).toEqual([1, 2])
  })

  it('removes what was read and keeps what changed since', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1), mark(2)])
    const taken = await takeLive(portalId)
    await engine.store.dirty.mark(portalId, [mark(2)])
    expect(await engine.store.dirty.done(portalId, taken)).toBe(1)
    expect((await takeLive(portalId)).map(row => row.itemId)).toEqual([2])
  })

  it('does not remove a row that was done and came back for a late second "done"', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1)])
    const taken = await takeLive(portalId)
    await engine.store.dirty.done(portalId, taken)
    await new Promise(resolve => setTimeout(resolve, 5))
    await engine.store.dirty.mark(portalId, [mark(1)])
    expect(await engine.store.dirty.done(portalId, taken)).toBe(0)
    expect(await takeLive(portalId)).toHaveLength(1)
  })

  it('takes the newest live rows first and the oldest bulk rows first, unless asked otherwise', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [1, 2, 3].map(id => mark(id, { seenAt: NOW + id })))
    await engine.store.dirty.mark(portalId, [4, 5, 6].map(id => mark(id, { seenAt: NOW + id, lane: 'bulk' })))
    const take = async (wish: { lane: 'live' | 'bulk', order?: 'newest' | 'oldest' }) =>
      (await engine.store.dirty.take(portalId, { limit: 2, now: NOW, ...wish })).map(row => row.itemId)
    expect(await take({ lane: 'live' })).toEqual([3, 2])
    expect(await take({ lane: 'bulk' })).toEqual([4, 5])
    expect(await take({ lane: 'bulk', order: 'newest' })).toEqual([6, 5])
  })

  it('moves a row from bulk to live and never back', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1, { lane: 'bulk' })])
    await engine.store.dirty.mark(portalId, [mark(1)])
    await engine.store.dirty.mark(portalId, [mark(1, { lane: 'bulk' })])
    expect(await engine.store.dirty.waiting(portalId)).toEqual({ live: { count: 1, oldestSeenAt: NOW }, bulk: { count: 0, oldestSeenAt: null } })
  })

  it('remembers deletion, and the last eight hints without repeats', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1, { deleted: true, evidence: { events: ['E0'], claimedUserIds: [7], hadUserToken: true } })])
    for (let index = 1; index <= 10; index++)
      await engine.store.dirty.mark(portalId, [mark(1, { evidence: { events: [`E${index}`], hadUserToken: false } })])
    await engine.store.dirty.mark(portalId, [mark(1, { evidence: { events: ['E10'] } })])
    const [row] = await takeLive(portalId)
    expect(row).toMatchObject({ deleted: true })
    expect(row?.evidence).toEqual({
      events: ['E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10'],
      claimedUserIds: [7],
      provenUserIds: [],
      hadUserToken: false,
    })
  })

  it('keeps the hints of marks of one item that come in one batch', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1, { evidence: { events: ['A'], claimedUserIds: [1] } }), mark(1, { lane: 'bulk', evidence: { events: ['B'] } })])
    const [row] = await takeLive(portalId)
    expect(row?.evidence).toMatchObject({ events: ['A', 'B'], claimedUserIds: [1] })
  })

  it('puts a row off and counts the attempt; a new change brings it back at once', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1)])
    await engine.store.dirty.defer(portalId, await takeLive(portalId), { notBeforeAt: NOW + 1000, error: 'portal down' })
    expect(await takeLive(portalId)).toEqual([])
    const [failing] = await engine.store.dirty.listFailing(portalId, { minAttempts: 1, limit: 10 })
    expect(failing).toMatchObject({ itemId: 1, attempts: 1, lastError: 'portal down', notBeforeAt: NOW + 1000 })
    expect(await engine.store.dirty.take(portalId, { lane: 'live', limit: 1, now: NOW + 1000 })).toHaveLength(1)
    await engine.store.dirty.mark(portalId, [mark(1)])
    expect(await takeLive(portalId)).toMatchObject([{ attempts: 0, notBeforeAt: null }])
  })

  it('takes a row that a clock which went wrong has put off for an hour, and no row that is put off as rows are', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1), mark(2)])
    const rows = await takeLive(portalId)
    await engine.store.dirty.defer(portalId, rows.filter(row => row.itemId === 1), { notBeforeAt: NOW + 3_600_000, error: null })
    await engine.store.dirty.defer(portalId, rows.filter(row => row.itemId === 2), { notBeforeAt: NOW + 600_000, error: null })
    expect((await takeLive(portalId)).map(row => row.itemId)).toEqual([1])
    expect((await engine.store.dirty.portalsWithWork(NOW)).map(row => row.portalId)).toContain(portalId)
  })

  it('brings back at once what waited for one reason, tells so, and leaves what waits for another', async () => {
    const portalId = await newPortal()
    await engine.store.dirty.mark(portalId, [mark(1), mark(2)])
    const rows = await takeLive(portalId)
    await engine.store.dirty.defer(portalId, rows.filter(row => row.itemId === 1), { notBeforeAt: NOW + 60_000, error: 'access_revoked' })
    await engine.store.dirty.defer(portalId, rows.filter(row => row.itemId === 2), { notBeforeAt: NOW + 60_000, error: 'rate_limited' })
    const heard: number[] = []
    const stop = engine.store.listen(one => one.topic === 'work' && heard.push(one.portalId))
    await engine.store.dirty.resume(portalId, 'access_revoked')
    await vi.waitFor(() => expect(heard).toEqual([portalId]))
    stop()
    expect((await takeLive(portalId)).map(row => row.itemId)).toEqual([1])
  })

  it('marks for many portals at once, tells each, and names those with live rows first', async () => {
    const [first, second] = [await newPortal(), await newPortal()]
    const heard: number[] = []
    const stop = engine.store.listen(({ topic, portalId }) => topic === 'work' && heard.push(portalId))
    await engine.store.dirty.markAcrossPortals([{ ...mark(1, { lane: 'bulk' }), portalId: first }, { ...mark(1), portalId: second }])
    await vi.waitFor(() => expect(heard.sort((a, b) => a - b)).toEqual([first, second]))
    stop()
    const work = (await engine.store.dirty.portalsWithWork(NOW)).filter(row => row.portalId === first || row.portalId === second)
    expect(work).toEqual([{ portalId: second, hasLive: true }, { portalId: first, hasLive: false }])
  })

  it('gives no work of a portal that moved out, nor rows whose time has not come', async () => {
    const [locked, later] = [await newPortal(), await newPortal()]
    await engine.store.dirty.mark(locked, [mark(1)])
    await engine.store.dirty.mark(later, [mark(1, { notBeforeAt: NOW + 1 })])
    await engine.store.portals.update(locked, { status: 'locked' }, NOW)
    const portals = (await engine.store.dirty.portalsWithWork(NOW)).map(row => row.portalId)
    expect(portals).not.toContain(locked)
    expect(portals).not.toContain(later)
    expect((await engine.store.dirty.portalsWithWork(NOW + 1)).map(row => row.portalId)).toContain(later)
  })

  it('survives many writers that mark the same items in different orders', async () => {
    const portalId = await newPortal()
    const ids = Array.from({ length: 60 }, (_, index) => index + 1)
    await Promise.all(Array.from({ length: 12 }, (_, turn) =>
      engine.store.dirty.mark(portalId, (turn % 2 === 0 ? ids : ids.toReversed()).map(id => mark(id)))))
    expect(await takeLive(portalId, 100)).toHaveLength(60)
  })

  itNamesThePortalInEveryStatement(engine)
})
