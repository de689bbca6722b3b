import type { EventHandler } from './event-handler.ts'

/** The offline queue has rows. */
export const offlineWoke: EventHandler<'offline_wake'> = (_event, { portalId, ports }) =>
  ports.offlineWake.wake(portalId)
