import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

describeOnBothEngines('leases', (engine) => {
  it('gives a portal to one of many who ask at once', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const epochs = await Promise.all(['a', 'b', 'c', 'd'].map(owner => engine.store.leases.acquire(portalId, owner, 60_000)))
    expect(epochs.filter(epoch => epoch !== null)).toEqual([1])
  })

  it('gives the holder his own epoch again', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    expect(await engine.store.leases.acquire(portalId, 'a', 60_000)).toBe(1)
    expect(await engine.store.leases.acquire(portalId, 'a', 60_000)).toBe(1)
  })

  it('passes to the next with a higher epoch when the time is over, and the old holder notices', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const old = await engine.store.leases.acquire(portalId, 'a', 20)
    await wait(60)
    expect(await engine.store.leases.isCurrent(portalId, old ?? 0)).toBe(false)
    const next = await engine.store.leases.acquire(portalId, 'b', 60_000)
    expect(next).toBe((old ?? 0) + 1)
    expect(await engine.store.leases.renew(portalId, old ?? 0, 60_000)).toBe(false)
    expect(await engine.store.leases.renew(portalId, next ?? 0, 60_000)).toBe(true)
    expect(await engine.store.leases.isCurrent(portalId, next ?? 0)).toBe(true)
  })

  it('is free at once when it is given back, but only by its holder', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const epoch = await engine.store.leases.acquire(portalId, 'a', 60_000) ?? 0
    await engine.store.leases.release(portalId, epoch - 1)
    expect(await engine.store.leases.acquire(portalId, 'b', 60_000)).toBeNull()
    await engine.store.leases.release(portalId, epoch)
    expect(await engine.store.leases.acquire(portalId, 'b', 60_000)).toBe(epoch + 1)
  })

  it('is nobody\'s for a portal that is not there', async () => {
    expect(await engine.store.leases.acquire(999_999, 'a', 60_000)).toBeNull()
  })

  itNamesThePortalInEveryStatement(engine)
})
