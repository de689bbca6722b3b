import type { BackfillDeps } from './backfill-deps.ts'
import { randomUUID } from 'node:crypto'
import { backfillPortal } from './backfill-portal.ts'

/** The reading of pasts, running. */
export interface Backfill {
  /** Resolves when nothing is being read and nothing is due now (tests, demo). */
  idle: () => Promise<void>
  /** Ends after the requests on their way; what they bring is kept. */
  stop: () => Promise<void>
}

/** How it runs. */
export interface BackfillOptions {
  /** Portals read at the same time by this process. @default 2 */
  concurrency?: number
  /** How often portals with an unread past are looked for, ms. @default 5000 */
  pollEveryMs?: number
}

const PAGE = 200

/** Reads the past of every active portal, in every process that runs; a lease sees to it that each portal has one reader. */
export function startBackfill(deps: BackfillDeps, { concurrency = 2, pollEveryMs = 5_000 }: BackfillOptions = {}): Backfill {
  const owner = randomUUID()
  const running = new Map<number, Promise<void>>()
  const waitsUntil = new Map<number, number>()
  let isStopping = false
  let looking: Promise<void> | null = null

  async function read(portalId: number): Promise<void> {
    try {
      const nextAt = await backfillPortal(deps, { portalId, owner, isStopping: () => isStopping })
      if (nextAt === null)
        waitsUntil.delete(portalId)
      else
        waitsUntil.set(portalId, nextAt)
    }
    catch (error) {
      deps.log.warn({ portalId, fault: error instanceof Error ? error.stack : String(error) }, 'the past of a portal was not read')
      waitsUntil.set(portalId, deps.now() + 10_000)
    }
    finally {
      running.delete(portalId)
    }
  }

  async function look(): Promise<void> {
    for (let afterPortalId = 0; ;) {
      const page = await deps.store.backfills.unfinished({ afterPortalId, limit: PAGE })
      for (const portalId of page) {
        if (isStopping || running.size >= concurrency)
          return
        if (!running.has(portalId) && (waitsUntil.get(portalId) ?? 0) <= deps.now())
          running.set(portalId, read(portalId))
      }
      const last = page.at(-1)
      if (last === undefined)
        return
      afterPortalId = last
    }
  }

  function lookAgain(): Promise<void> {
    looking ??= look()
      .catch((error: unknown) => deps.log.warn({ fault: error instanceof Error ? error.message : String(error) }, 'the look for unread pasts failed'))
      .finally(() => {
        looking = null
      })
    return looking
  }

  const stopListening = deps.store.listen(({ topic }) => topic === 'portal' && void lookAgain(), () => void lookAgain())
  const poll = setInterval(() => void lookAgain(), pollEveryMs)
  void lookAgain()

  return {
    async idle() {
      await lookAgain()
      while (running.size > 0)
        await Promise.all(running.values())
    },
    async stop() {
      isStopping = true
      stopListening()
      clearInterval(poll)
      await looking
      await Promise.all(running.values())
    },
  }
}
