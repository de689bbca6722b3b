import { describe, expect, it } from 'vitest'
import { openStore } from '../../../src/store/open-store.ts'
import { describeOnBothEngines, prepareEngine } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'

const MARK = { entityTypeId: 1, lane: 'live', seenAt: 0 } as const

describeOnBothEngines('transactions', (engine) => {
  const waiting = async (portalId: number): Promise<number> => (await engine.store.dirty.waiting(portalId)).live.count

  it('keeps all of it or nothing', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    await expect(engine.store.transaction(async (within) => {
      await within.dirty.mark(portalId, [{ ...MARK, itemId: 1 }])
      expect((await within.dirty.waiting(portalId)).live.count).toBe(1)
      throw new Error('no')
    })).rejects.toThrow('no')
    expect(await waiting(portalId)).toBe(0)
    await engine.store.transaction(within => within.dirty.mark(portalId, [{ ...MARK, itemId: 1 }]))
    expect(await waiting(portalId)).toBe(1)
  })

  it('rolls back what a broken statement left before the error goes on, and works on', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const broken = engine.store.transaction(async (within) => {
      await within.dirty.mark(portalId, [{ ...MARK, itemId: 1 }])
      await within.dirty.mark(portalId, [{ ...MARK, itemId: 99_999_999_999 }])
    })
    await expect(broken).rejects.toMatchObject({ code: '22003' })
    expect(await waiting(portalId)).toBe(0)
  })

  it('lets nothing of others slip into a transaction that is rolled back', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const all = Array.from({ length: 20 }, (_, index) => index + 1)
    const rolledBack = engine.store.transaction(async (within) => {
      for (const itemId of all)
        await within.dirty.mark(portalId, [{ ...MARK, itemId: 1000 + itemId }])
      throw new Error('back')
    })
    await Promise.all([
      expect(rolledBack).rejects.toThrow('back'),
      ...all.map(itemId => engine.store.dirty.mark(portalId, [{ ...MARK, itemId }])),
    ])
    expect(await waiting(portalId)).toBe(20)
  })

  it('joins an open transaction instead of opening another', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    await expect(engine.store.transaction(async (within) => {
      await within.transaction(inner => inner.dirty.mark(portalId, [{ ...MARK, itemId: 1 }]))
      await within.budget.update(portalId, () => ({ state: 1, answer: 1 }))
      throw new Error('outer')
    })).rejects.toThrow('outer')
    expect(await waiting(portalId)).toBe(0)
    expect(await engine.store.budget.read(portalId)).toBeNull()
  })

  it('finishes many transactions that run at once', async () => {
    const portals = await Promise.all(Array.from({ length: 8 }, () => createSamplePortal(engine.store)))
    await Promise.all(portals.flatMap(({ portalId }) => [1, 2, 3].map(itemId => engine.store.transaction(async (within) => {
      await within.dirty.mark(portalId, [{ ...MARK, itemId }])
      await within.portals.setWatermark(portalId, `w${itemId}`, itemId)
    }))))
    for (const { portalId } of portals) {
      expect(await waiting(portalId)).toBe(3)
      expect((await engine.store.portals.get(portalId))?.watermarks).toEqual({ w1: 1, w2: 2, w3: 3 })
    }
  })

  it('answers a ping while it is open', async () => {
    expect(await engine.store.ping()).toBe(true)
  })
})

it('frees the embedded engine from a transaction that waits for itself, and says why', async () => {
  const store = await openStore({ engine: 'pglite', dataDir: 'memory://', idleTransactionMs: 200 })
  const { portalId } = await createSamplePortal(store)
  const stuck = store.transaction(async (within) => {
    await within.dirty.mark(portalId, [{ ...MARK, itemId: 1 }])
    await store.dirty.mark(portalId, [{ ...MARK, itemId: 2 }])
  })
  await expect(stuck).rejects.toMatchObject({ code: 'transaction_timeout' })
  const rows = await store.dirty.take(portalId, { lane: 'live', limit: 9, now: 0 })
  expect(rows.map(row => row.itemId)).toEqual([2])
  await store.close()
  await store.close()
  await expect(store.portals.get(portalId)).rejects.toThrow(/closed|destroyed/)
  expect(await store.ping()).toBe(false)
})

describe('a connection that is ended in the middle of a statement', () => {
  const engine = prepareEngine('postgres')

  it('fails that statement and nothing else: the process lives and the next statement gets another connection', async () => {
    const others = 'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
    const count = async (which: string): Promise<number> => (await engine.store.executeSql(`select pid ${others} and ${which}`)).rows.length
    let goOn = (): void => {}
    const ended = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const waiting = Promise.allSettled([engine.store.executeSql('select pg_sleep(30)'), engine.store.transaction(async (within) => {
      await within.portals.listActive({ afterPortalId: 0, limit: 1 })
      await ended
      await within.portals.listActive({ afterPortalId: 0, limit: 1 })
    })])
    const busy = `(wait_event = 'PgSleep' or state = 'idle in transaction')`
    await expect.poll(() => count(busy), { timeout: 5_000 }).toBe(2)
    await engine.store.executeSql(`select pg_terminate_backend(pid) ${others}`)
    await expect.poll(() => count(busy), { timeout: 5_000 }).toBe(0)
    goOn()
    expect((await waiting).map(one => one.status)).toEqual(['rejected', 'rejected'])
    expect(await engine.store.ping()).toBe(true)
  })
})

describe('a text of several statements that fails after its begin', () => {
  const engine = prepareEngine('postgres')

  it('leaves no connection in the pool on which everything is refused', async () => {
    const broken = Array.from({ length: 12 }, () => engine.store.executeSql('begin; select 1 / 0; commit;').catch((error: { code?: string }) => error.code))
    expect(new Set(await Promise.all(broken))).toEqual(new Set(['22012']))
    const after = await Promise.all(Array.from({ length: 24 }, () => engine.store.executeSql('select 1 as one')))
    expect(after.every(({ rows }) => (rows[0] as { one: number }).one === 1)).toBe(true)
  })
})
