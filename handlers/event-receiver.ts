import type { PortalEvent } from '../src/contracts/events/portal-event.ts'
import type { ItemRef } from '../src/domain/item-ref.ts'
import type { DirtyEvidence } from '../src/store/dirty.ts'
import type { Store } from '../src/store/store.ts'
import type { GroupCommit } from './group-commit.ts'
import type { LaneChooser } from './lane-chooser.ts'
import type { PortalDoor, Sender } from './portal-door.ts'
import type { EventPorts } from './ports.ts'
import type { RefusedEventAudit } from './refused-event-audit.ts'
import { actorOf } from './actor-of.ts'
import { applicationEvent } from './application-event.ts'
import { handleEvent } from './event-handlers.ts'
import { rateWindow } from './rate-window.ts'

/** What the receiver works with. */
export interface ReceiverParts {
  door: PortalDoor
  commit: GroupCommit
  lanes: LaneChooser
  refused: RefusedEventAudit
  records: Pick<Store['records'], 'findByActivity'>
  ports: EventPorts
  now: () => number
}

/** What became of an event; the sender never learns it. */
export type Reception = 'taken' | 'refused' | 'asleep'

/** Takes one event; resolves when everything it asked for is kept. */
export type EventReceiver = (event: PortalEvent, ip: string) => Promise<Reception>

/** Largest item id the store can hold. */
const MAX_ITEM_ID = 2_147_483_647

/** Makes the receiver: who sends it, is it let in, what does it say, keep that. No call to a portal happens here. */
export function eventReceiver(parts: ReceiverParts): EventReceiver {
  const strangers = rateWindow({ limit: 20, windowMs: 60_000 })
  return async (event, ip) => {
    const now = parts.now()
    const sender = await parts.door.identify(event.auth, now)
    const isKept = event.kind === 'lifecycle'
      ? await applicationEvent({ event, portalId: sender.portalId, isTokenKnown: sender.isTokenKnown }, { lifecycle: parts.ports.lifecycle, strangers, now })
      : sender.isTokenKnown && sender.portalId !== null
    if (!isKept) {
      await parts.refused.write({ sender, eventName: event.name, ip, now })
      return 'refused'
    }
    if (event.kind === 'lifecycle')
      return 'taken'
    if (sender.portalId === null || isAsleep(sender))
      return 'asleep'
    const { portalId } = sender
    await handleEvent(event, { portalId, records: parts.records, ports: parts.ports, mark: markFor(event, { portalId, parts, now }) })
    return 'taken'
  }
}

/** A portal that moved out, or was never active, has no work to give. */
function isAsleep({ status }: Sender): boolean {
  return status === 'locked' || status === 'removed'
}

function markFor(event: PortalEvent, { portalId, parts, now }: { portalId: number, parts: ReceiverParts, now: number }) {
  const { auth } = event
  return async (item: ItemRef, hints: { deleted?: boolean, evidence?: DirtyEvidence } = {}): Promise<void> => {
    if (item.itemId > MAX_ITEM_ID)
      return
    await parts.commit.add({
      portalId,
      entityTypeId: item.entityTypeId,
      itemId: item.itemId,
      lane: parts.lanes.choose({ portalId, actor: actorOf(auth), now }),
      deleted: hints.deleted ?? false,
      seenAt: now,
      evidence: {
        events: [event.name],
        hadUserToken: auth.accessToken !== null,
        ...(auth.claimedUserId === null ? {} : { claimedUserIds: [auth.claimedUserId] }),
        ...hints.evidence,
      },
    })
  }
}
