import type { Logger } from 'pino'
import type { Store } from '../../store/store.ts'
import type { FigureDeps } from './figure-deps.ts'
import { refreshFigures } from './refresh-figures.ts'

/** Keeps the figures fresh while the process lives. */
export interface FigureFollowing {
  /** Resolves when no portal is being worked out (tests, demo). */
  idle: () => Promise<void>
  /** Ends after the slice under way. */
  stop: () => Promise<void>
}

/** How soon a change shows. */
export interface FollowChangesOptions {
  /** Changes within so many ms are worked out together. @default 400 */
  afterMs?: number
  log: Pick<Logger, 'warn'>
}

/**
 * Brings figures up to date soon after something changed in any process. What an announcement lost is found by the job of the
 * schedule; two processes at one portal do not get in each other's way: the second one leaves it to the first.
 */
export function followChanges(deps: FigureDeps & { store: Pick<Store, 'listen'> }, { afterMs = 400, log }: FollowChangesOptions): FigureFollowing {
  const timers = new Map<number, NodeJS.Timeout>()
  const running = new Map<number, Promise<void>>()
  const again = new Set<number>()
  let isStopping = false

  function soon(portalId: number): void {
    if (isStopping || timers.has(portalId))
      return
    if (running.has(portalId))
      again.add(portalId)
    else
      timers.set(portalId, setTimeout(() => start(portalId), afterMs))
  }

  function start(portalId: number): void {
    timers.delete(portalId)
    const work = refreshFigures(deps, portalId, () => isStopping)
      .catch((error: unknown) => log.warn({ err: error, portalId }, 'figures were not worked out'))
      .finally(() => {
        running.delete(portalId)
        if (again.delete(portalId))
          soon(portalId)
      })
    running.set(portalId, work)
  }

  const stopListening = deps.store.listen(({ topic, portalId }) => {
    if (topic !== 'work')
      soon(portalId)
  })
  return {
    idle: async () => void await Promise.all(running.values()),
    async stop() {
      isStopping = true
      stopListening()
      timers.forEach(timer => clearTimeout(timer))
      await Promise.all(running.values())
    },
  }
}
