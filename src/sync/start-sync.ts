import type { BatchSizer } from './batch-sizer.ts'
import type { SyncDeps } from './sync-deps.ts'
import { randomUUID } from 'node:crypto'
import { createBatchSizer } from './batch-sizer.ts'
import { drainOffline } from './drain-offline.ts'
import { visitPortal } from './portal-runner.ts'
import { tendOne, tendPortals } from './tend-portals.ts'

/** A running sync. */
export interface Sync {
  /** Something waits for this portal: look now. */
  wake: (portalId: number) => void
  /** Tends this portal now, as the next round would. */
  tend: (portalId: number) => void
  /** The portal's offline queue has something: take it and work on it. */
  wakeOffline: (portalId: number) => Promise<void>
  /** Resolves when no portal is being worked on or swept, and none has work that is due now (tests, demo). */
  idle: () => Promise<void>
  /** Ends visits after their current slice and gives the leases back. */
  stop: () => Promise<void>
}

/** How the sync runs. */
export interface SyncOptions {
  /** Portals worked on at the same time. @default 8 */
  concurrency?: number
  /** How often all portals are looked through for forgotten work, ms. @default 5000 */
  pollEveryMs?: number
  /** How often every portal is swept for lost events, ms; 0 = never (tests). @default 300000 */
  sweepEveryMs?: number
}

/**
 * Works on all portals of this process: woken by the store's announcements, and by a look at everything now and then in case
 * one was lost. Each portal is visited by one worker at a time; across processes the lease sees to that.
 */
export function startSync(deps: SyncDeps, { concurrency = 8, pollEveryMs = 5_000, sweepEveryMs = 300_000 }: SyncOptions = {}): Sync {
  const owner = randomUUID()
  const due = new Set<number>()
  const running = new Map<number, Promise<void>>()
  const again = new Set<number>()
  const timers = new Map<number, NodeJS.Timeout>()
  const sizers = new Map<number, BatchSizer>()
  let isStopping = false

  function wake(portalId: number): void {
    if (isStopping)
      return
    clearTimeout(timers.get(portalId))
    timers.delete(portalId)
    if (running.has(portalId))
      again.add(portalId)
    else
      due.add(portalId)
    pump()
  }

  function pump(): void {
    for (const portalId of due) {
      if (running.size >= concurrency || isStopping)
        return
      due.delete(portalId)
      running.set(portalId, visit(portalId))
    }
  }

  async function visit(portalId: number): Promise<void> {
    const sizer = sizers.get(portalId) ?? createBatchSizer()
    sizers.set(portalId, sizer)
    let nextAt: number | null = null
    try {
      nextAt = (await visitPortal(deps, { portalId, owner, sizer, isStopping: () => isStopping })).nextAt
    }
    catch (error) {
      deps.log.warn({ portalId, fault: error instanceof Error ? error.stack : String(error) }, 'a visit failed')
      nextAt = deps.now() + pollEveryMs
    }
    running.delete(portalId)
    if (again.delete(portalId))
      wake(portalId)
    else if (nextAt !== null && !isStopping)
      timers.set(portalId, setTimeout(() => wake(portalId), Math.max(nextAt - deps.now(), 0)))
    pump()
  }

  async function lookEverywhere(): Promise<void> {
    try {
      for (const { portalId } of await deps.store.dirty.portalsWithWork(deps.now()))
        wake(portalId)
    }
    catch (error) {
      deps.log.warn({ fault: error instanceof Error ? error.message : String(error) }, 'the look for forgotten work failed')
    }
  }

  const stopListening = deps.store.listen(({ topic, portalId }) => topic === 'work' && wake(portalId), () => void lookEverywhere())
  const poll = setInterval(() => void lookEverywhere(), pollEveryMs)
  void lookEverywhere()

  let tending: Promise<void> | null = null
  function tend(): void {
    tending ??= tendPortals(deps, wake, () => isStopping, owner)
      .catch((error: unknown) => deps.log.warn({ fault: error instanceof Error ? error.message : String(error) }, 'the sweep failed'))
      .finally(() => {
        tending = null
      })
  }
  const sweep = sweepEveryMs > 0 ? setInterval(tend, sweepEveryMs) : undefined
  if (sweep)
    tend()

  const tendedApart = new Set<Promise<void>>()
  function tendApart(portalId: number): void {
    if (isStopping)
      return
    const work = tendOne(deps, portalId, () => isStopping, owner)
      .catch((error: unknown) => deps.log.warn({ portalId, fault: error instanceof Error ? error.message : String(error) }, 'a portal was not tended'))
      .finally(() => {
        tendedApart.delete(work)
        wake(portalId)
      })
    tendedApart.add(work)
  }

  return {
    wake,
    tend: tendApart,
    async wakeOffline(portalId) {
      const portal = await deps.store.portals.get(portalId)
      if (portal?.status === 'active' && !isStopping)
        await drainOffline(deps, portal, owner)
    },
    async idle() {
      await new Promise(resolve => setTimeout(resolve, 20))
      await Promise.all([tending, ...tendedApart])
      for (;;) {
        const waiting = (await deps.store.dirty.portalsWithWork(deps.now())).length
        if (running.size === 0 && due.size === 0 && timers.size === 0 && waiting === 0)
          return
        await Promise.race([...running.values(), new Promise(resolve => setTimeout(resolve, 50))])
      }
    },
    async stop() {
      isStopping = true
      stopListening()
      clearInterval(poll)
      clearInterval(sweep)
      timers.forEach(timer => clearTimeout(timer))
      timers.clear()
      await Promise.all([...running.values(), ...tendedApart, tending])
    },
  }
}
