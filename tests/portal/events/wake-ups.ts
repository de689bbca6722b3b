import type { EventHandler } from '../apps/apps.ts'

/** ONOFFLINEEVENT calls, at most one per `minTimeoutSec` for each handler. */
export interface WakeUps {
  /** Calls now, or at the end of the pause; what comes meanwhile is told by the same call. */
  wake: (handler: EventHandler, userId: number | null) => void
  /** No call waits. */
  isIdle: () => boolean
  close: () => void
}

/** No handler has been called yet. */
export function createWakeUps(call: (handler: EventHandler, userId: number | null) => void): WakeUps {
  const waiting = new Map<number, NodeJS.Timeout>()
  const lastAt = new Map<number, number>()
  const wakeNow = (handler: EventHandler, userId: number | null): void => {
    waiting.delete(handler.id)
    lastAt.set(handler.id, Date.now())
    call(handler, userId)
  }
  return {
    wake(handler, userId) {
      if (waiting.has(handler.id))
        return
      const restMs = (lastAt.get(handler.id) ?? 0) + handler.minTimeoutSec * 1000 - Date.now()
      if (restMs <= 0)
        wakeNow(handler, userId)
      else
        waiting.set(handler.id, setTimeout(wakeNow, restMs, handler, userId))
    },
    isIdle: () => waiting.size === 0,
    close() {
      waiting.forEach(timer => clearTimeout(timer))
      waiting.clear()
    },
  }
}
