import type { Dialect } from 'kysely'

/** What differs between the engines; all else is SQL. */
export interface Engine {
  name: 'postgres' | 'pglite'
  dialect: Dialect
  /** Calls back with the payload of every committed `pg_notify` on our channel; `onGap` when some may have been missed. */
  onNotification: (listener: NotificationListener) => () => void
  executeSql: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>
  vacuum: () => Promise<void>
  close: () => Promise<void>
}

/** Who wants to hear of commits. */
export interface NotificationListener {
  onPayload: (payload: string) => void
  onGap: () => void
}

/** Channel of `pg_notify` for our announcements. */
export const CHANNEL = 'peace_treaty'
