import type { AuditSeedRepository } from '../audit-seeds.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows } from './insert-rows.ts'
import { at } from './row-values.ts'

const SEED = ['week', 'seed', 'hash', 'startsAt', 'endsAt', 'hashPublishedAt', 'seedPublishedAt'] as const

/** Seeds on any engine. */
export function auditSeedRepository(db: Database): AuditSeedRepository {
  const select = (portalId: number) => db.selectFrom('auditSeed').select(SEED).where('portalId', '=', portalId)
  return {
    async add(portalId, seed) {
      const { rows } = await sql`
        ${insertRows({ table: 'auditSeed', columns: ['portalId', ...SEED], orderBy: ['portalId', 'week'], rows: [{ ...seed, portalId }] })}
        on conflict do nothing returning week`.execute(db)
      return rows.length > 0
    },
    async get(portalId, week) {
      return await select(portalId).where('week', '=', week).executeTakeFirst() ?? null
    },
    async at(portalId, instant) {
      return await select(portalId).where('startsAt', '<=', at(instant)).where('endsAt', '>', at(instant)).where('hashPublishedAt', '<=', at(instant)).orderBy('week', 'desc').limit(1).executeTakeFirst() ?? null
    },
    list: (portalId, limit) => select(portalId).orderBy('week', 'desc').limit(limit).execute(),
    async publishOver(portalId, now) {
      const { rows } = await sql<{ week: string }>`
        update audit_seed set seed_published_at = ${at(now)}
        where portal_id = ${portalId} and ends_at <= ${at(now)} and seed_published_at is null returning week`.execute(db)
      return rows.map(row => row.week)
    },
  }
}
