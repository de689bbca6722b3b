import type { PortalEvent } from '../src/contracts/events/portal-event.ts'
import type { ItemRef } from '../src/domain/item-ref.ts'

/** One kind of event. */
export type EventOf<Kind extends PortalEvent['kind']> = Extract<PortalEvent, { kind: Kind }>

/**
 * Who is told what the store alone cannot hold. The receiver waits for the promise before it answers, so a port stores
 * what must not be lost, then resolves; whatever needs the network it does afterwards.
 */
export interface EventPorts {
  lifecycle: LifecyclePort
  timelineClick: TimelineClickPort
  fieldChange: FieldChangePort
  offlineWake: OfflineWakePort
}

/** A hint about the application's own life; it proves nothing. */
export interface LifecycleHint {
  event: EventOf<'lifecycle'>
  /** Null for a portal we do not know. */
  portalId: number | null
  /** The event carried the application token we have stored. Without it only events with tokens of their own come here. */
  isTokenKnown: boolean
}

/** Installed, updated, uninstalled: prove it by tokens, then act. */
export interface LifecyclePort {
  hint: (hint: LifecycleHint) => Promise<void>
}

/** Somebody pressed a link in our timeline record; the event's own access token must prove who. */
export interface TimelineClickPort {
  clicked: (click: { portalId: number, event: EventOf<'timeline_click'>, item: ItemRef | null }) => Promise<void>
}

/** Somebody changed, emptied or deleted a user field. */
export interface FieldChangePort {
  changed: (change: { portalId: number, entityTypeId: 1 | 2, fieldName: string | null }) => Promise<void>
}

/** The portal's offline queue has rows: fetch them soon. */
export interface OfflineWakePort {
  wake: (portalId: number) => Promise<void>
}
