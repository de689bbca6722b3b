import type { AuditRepository } from '../audit.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at, json } from './row-values.ts'

const ENTRY = ['auditId', 'at', 'actorId', 'action', 'subject', 'detail', 'ipHash'] as const

/** Audit log on any engine. */
export function auditRepository(db: Database): AuditRepository {
  return {
    async write(portalId, entry) {
      await sql`
        insert into audit (portal_id, at, actor_id, action, subject, detail, ip_hash)
        values (${portalId}, ${at(entry.at)}, ${entry.actorId}, ${entry.action}, ${entry.subject}, ${json(entry.detail)}, ${entry.ipHash})`.execute(db)
    },
    async list(portalId, { action, actorId }, request) {
      const limit = pageLimit(request)
      const [before] = readCursor(request.cursor, 1)
      const rows = await db.selectFrom('audit').select(ENTRY).where('portalId', '=', portalId).$if(action !== undefined, query => query.where('action', '=', action ?? '')).$if(actorId !== undefined, query => query.where('actorId', '=', actorId ?? 0)).$if(before !== undefined, query => query.where('auditId', '<', before ?? 0)).orderBy('auditId', 'desc').limit(limit + 1).execute()
      return toPage(rows, limit, row => [row.auditId])
    },
    async deleteBefore(portalId, before) {
      const result = await db.deleteFrom('audit').where('portalId', '=', portalId).where('at', '<', at(before)).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}
