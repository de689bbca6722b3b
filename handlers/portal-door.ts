import type { EventAuth } from '../src/contracts/events/event-auth.schema.ts'
import type { PortalStatus } from '../src/store/portals.ts'
import type { Store } from '../src/store/store.ts'
import { isApplicationToken } from '../src/store/application-token-hash.ts'

/** Who sends an event, as far as its application token says. */
export interface Sender {
  /** Null for a portal we do not know. */
  portalId: number | null
  status: PortalStatus | null
  isTokenKnown: boolean
}

/** Knows portals by `member_id` without asking the store each time. */
export interface PortalDoor {
  identify: (auth: EventAuth, now: number) => Promise<Sender>
  /** Stops listening for changes. */
  close: () => void
}

interface KnownPortal {
  portalId: number | null
  status: PortalStatus | null
  tokenHash: string | null
  readAt: number
}

/** Also without any announcement a changed token is seen after this time. */
const KNOWN_FOR_MS = 60_000
const UNKNOWN_FOR_MS = 10_000
const MAX_KNOWN = 20_000
/** Something changed while we read: good for this event, read again for the next. */
const STALE = 0

/** Opens the door; it forgets a portal when any process announces that its record changed. */
export function openPortalDoor(store: Pick<Store, 'portals' | 'listen'>): PortalDoor {
  const known = new Map<string, Promise<KnownPortal>>()
  const memberIds = new Map<number, string>()
  const forgetUnknown = new Set<string>()
  let changes = 0
  const close = store.listen(({ topic, portalId }) => {
    if (topic !== 'portal')
      return
    changes += 1
    known.delete(memberIds.get(portalId) ?? '')
    // A portal that was unknown a moment ago may be this new one.
    forgetUnknown.forEach(memberId => known.delete(memberId))
    forgetUnknown.clear()
  }, () => {
    changes += 1
    known.clear()
  })

  const read = async (memberId: string, now: number): Promise<KnownPortal> => {
    const changesBefore = changes
    const portal = await store.portals.findByMemberId(memberId)
    if (portal === null)
      forgetUnknown.add(memberId)
    else
      memberIds.set(portal.portalId, memberId)
    return { portalId: portal?.portalId ?? null, status: portal?.status ?? null, tokenHash: portal?.applicationTokenHash ?? null, readAt: changes === changesBefore ? now : STALE }
  }

  const readOnce = (memberId: string, now: number): Promise<KnownPortal> => {
    const reading = read(memberId, now)
    if (known.size >= MAX_KNOWN) {
      known.clear()
      forgetUnknown.clear()
    }
    known.set(memberId, reading)
    reading.catch(() => known.delete(memberId))
    return reading
  }

  return {
    close,
    async identify({ memberId, applicationToken }, now) {
      const before = await known.get(memberId)
      const isFresh = before !== undefined && now - before.readAt < (before.portalId === null ? UNKNOWN_FOR_MS : KNOWN_FOR_MS)
      const portal = isFresh ? before : await readOnce(memberId, now)
      const isTokenKnown = isApplicationToken(applicationToken ?? '', portal.tokenHash)
      return { portalId: portal.portalId, status: portal.status, isTokenKnown }
    },
  }
}
