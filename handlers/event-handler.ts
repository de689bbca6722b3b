import type { PortalEvent } from '../src/contracts/events/portal-event.ts'
import type { ItemRef } from '../src/domain/item-ref.ts'
import type { DirtyEvidence } from '../src/store/dirty.ts'
import type { Store } from '../src/store/store.ts'
import type { EventOf, EventPorts } from './ports.ts'

/** What a handler may use besides the event. */
export interface HandlerTools {
  portalId: number
  /** Puts an item into the inbox; resolves when it is committed. */
  mark: (item: ItemRef, hints?: { deleted?: boolean, evidence?: DirtyEvidence }) => Promise<void>
  records: Pick<Store['records'], 'findByActivity'>
  ports: EventPorts
}

/** Reads one kind of event and does one thing; may run twice for the same event and must not mind. */
export type EventHandler<Kind extends PortalEvent['kind']> = (event: EventOf<Kind>, tools: HandlerTools) => Promise<void>
