import type { Store } from '../src/store/store.ts'
import type { Sender } from './portal-door.ts'
import { rateWindow } from './rate-window.ts'

/** Writes down events that were not let in, one row a minute and portal however many come. */
export interface RefusedEventAudit {
  write: (refused: { sender: Sender, eventName: string, ip: string, now: number }) => Promise<void>
}

/** Rows of the house itself, about senders we do not know. */
export const HOUSE_PORTAL_ID = 0

/** Makes the audit of refused events. `hashIp` keeps the address out of the store. */
export function refusedEventAudit(audit: Pick<Store['audit'], 'write'>, hashIp: (ip: string) => string): RefusedEventAudit {
  const rows = rateWindow({ limit: 1, windowMs: 60_000 })
  return {
    async write({ sender, eventName, ip, now }) {
      const portalId = sender.portalId ?? HOUSE_PORTAL_ID
      const { isAllowed, refusedBefore } = rows.allow(String(portalId), now)
      if (!isAllowed)
        return
      await audit.write(portalId, {
        at: now,
        actorId: null,
        action: sender.portalId === null ? 'event.unknown_portal' : 'event.bad_token',
        subject: eventName.slice(0, 100),
        detail: { unwritten: refusedBefore },
        ipHash: hashIp(ip),
      })
    },
  }
}
