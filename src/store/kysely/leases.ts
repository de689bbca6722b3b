import type { LeaseRepository } from '../leases.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'

/** Leases on any engine: columns of the portal's row. */
export function leaseRepository(db: Database): LeaseRepository {
  return {
    async acquire(portalId, owner, forMs) {
      const { rows: [row] } = await sql<{ leaseEpoch: number }>`
        update portal set
          lease_epoch = lease_epoch + case when lease_owner = ${owner} and lease_until_at > clock_timestamp() then 0 else 1 end,
          lease_owner = ${owner}, lease_until_at = ${until(forMs)}
        where portal_id = ${portalId}
          and (lease_owner is null or lease_owner = ${owner} or lease_until_at <= clock_timestamp())
        returning lease_epoch`.execute(db)
      return row?.leaseEpoch ?? null
    },
    async renew(portalId, epoch, forMs) {
      const { rows } = await sql`
        update portal set lease_until_at = ${until(forMs)}
        where portal_id = ${portalId} and lease_epoch = ${epoch} and lease_until_at > clock_timestamp()
        returning portal_id`.execute(db)
      return rows.length > 0
    },
    async release(portalId, epoch) {
      await sql`
        update portal set lease_owner = null, lease_until_at = null
        where portal_id = ${portalId} and lease_epoch = ${epoch}`.execute(db)
    },
    async isCurrent(portalId, epoch) {
      const { rows } = await sql`
        select portal_id from portal
        where portal_id = ${portalId} and lease_epoch = ${epoch} and lease_until_at > clock_timestamp()
        for share`.execute(db)
      return rows.length > 0
    },
  }
}

function until(forMs: number) {
  return sql`clock_timestamp() + ${forMs}::float8 * interval '1 millisecond'`
}
