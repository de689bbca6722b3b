import type { Vitals, VitalsRepository } from '../vitals.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'

/** Sums over all portals on any engine; `portal_id > 0` leaves out what belongs to no portal, and lets every shard count its own. */
export function vitalsRepository(db: Database): VitalsRepository {
  return {
    async read(deadAfterAttempts) {
      const { rows: [row] } = await sql<Vitals>`
        select p.active_portals, t.dead_tokens, d.*, w.*
        from (select count(*) filter (where status = 'active') as active_portals from portal where portal_id > 0) p,
          (select count(*) filter (where state = 'dead') as dead_tokens from portal_token where portal_id > 0) t,
          (select count(*) filter (where lane = 'live') as dirty_live, count(*) filter (where lane = 'bulk') as dirty_bulk,
            min(first_seen_at) filter (where lane = 'live') as oldest_live_at, min(first_seen_at) filter (where lane = 'bulk') as oldest_bulk_at,
            count(*) filter (where attempts >= ${deadAfterAttempts} and last_error is distinct from 'history_late') as dead_looks
            from dirty_item where portal_id > 0) d,
          (select (select count(*) from intention where portal_id > 0 and state in ('pending', 'running')) as writes_waiting,
            (select count(*) from intention where portal_id > 0 and (state = 'refused' or (state = 'failed' and kind not like 'correct.%'))) as dead_writes) w`.execute(db)
      // The cast: sums without a group are always one row.
      return row as Vitals
    },
  }
}
