import type { Actor } from '../crm/actor.ts'

/** Something happened in the portal. */
export interface PortalEvent {
  /** Any case; sent in upper case. */
  name: string
  /** Nested values; everything becomes text on the wire, e.g. `{ FIELDS: { ID: '12' } }`. */
  data: Record<string, unknown>
  /** Whose tokens travel along; robots and agents are `system` and bring none. */
  actor: Actor
  /** Offline queues of this connector do not record the event (the call named the same connector). */
  authConnector?: string
  /** Told to this application alone (clicks on what it drew). */
  onlyAppId?: number
}

/** A row of the offline queue: the latest state of one changed object. */
export interface OfflineRow {
  id: number
  appId: number
  connector: string
  /** Changes with every new version of the row; 32 hex digits. */
  messageId: string
  event: string
  data: Record<string, unknown>
  additional: Record<string, string>
  changedAt: number
  /** Empty until reserved. */
  processId: string
  isError: boolean
}

/** One delivery, for tests and the knob page: what was sent where and what came of it. */
export interface Delivery {
  id: number
  event: string
  handler: string
  handlerId: number
  body: string
  sentAt: number
  /** HTTP status, or 0 when the call failed or timed out. */
  status: number
}

/** The queue server: takes what happened, calls each handler once, slightly later. */
export interface PortalEvents {
  raise: (event: PortalEvent) => void
  /** Sends one event to one address with given tokens, past the subscriptions (application events, wake-ups, tests). */
  send: (message: DirectMessage) => void
  /** Resolves when every queue is empty and no call is in flight. Does not resolve while paused with work waiting. */
  idle: () => Promise<void>
  /** Down time of the queue server: what is raised waits. */
  pause: () => void
  /** Ends a down time; `lost` throws away what waited. */
  resume: (options?: { lost?: boolean }) => void
  readonly isPaused: boolean
  /** The last 1,000 deliveries, oldest first. */
  deliveries: () => readonly Delivery[]
  offline: OfflineQueue
  /** Cancels timers and calls in flight. */
  close: () => Promise<void>
}

/** A message to one address. */
export interface DirectMessage {
  name: string
  appId: number
  handler: string
  handlerId: number
  data: Record<string, unknown>
  /** Owner of the tokens; null = none. */
  userId: number | null
  withRefreshToken: boolean
  /** On top of the knobs. */
  delayMs?: number
}

/** The offline queues of all applications. */
export interface OfflineQueue {
  list: (appId: number) => OfflineRow[]
  /** Takes up to `limit` rows: removed at once, or reserved under the returned process id. */
  take: (query: OfflineTake) => { processId: string | null, rows: OfflineRow[] }
  /** Removes reserved rows; all of the process, or the named ones. */
  clear: (query: { appId: number, connector: string, processId: string, ids?: number[], messageIds?: string[] }) => number
  markError: (query: { appId: number, connector: string, processId: string, messageIds: string[] }) => number
  record: (row: { appId: number, connector: string, event: string, data: Record<string, unknown>, additional: Record<string, string> }) => void
  dropApp: (appId: number) => void
}

/** What `event.offline.get` asks for. */
export interface OfflineTake {
  appId: number
  connector: string
  matches: (row: OfflineRow) => boolean
  compare: (a: OfflineRow, b: OfflineRow) => number
  limit: number
  clear: boolean
  processId: string
}
