import type { Announcement } from '../store.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { CHANNEL } from '../engine.ts'

/** Tells every process that a portal's record changed; heard when the transaction commits. */
export async function announcePortal(db: Database, portalId: number): Promise<void> {
  const payload = JSON.stringify({ topic: 'portal', portals: [portalId] })
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db)
}

/** Tells every process that rows wait in a portal's inbox. */
export async function announceWork(db: Database, portalId: number): Promise<void> {
  const payload = JSON.stringify({ topic: 'work', portals: [portalId] })
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db)
}

/** Reads a payload; one payload may speak of many portals. */
export function readAnnouncements(payload: string): Announcement[] {
  // The cast: only we write to this channel, in the places that build this document.
  const { topic, portals } = JSON.parse(payload) as { topic: Announcement['topic'], portals: number[] }
  return portals.map(portalId => ({ topic, portalId }))
}
