import type { RawBuilder } from 'kysely'
import type { RestLogFilter, RestLogRepository } from '../rest-log.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows } from './insert-rows.ts'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at } from './row-values.ts'

const ENTRY = ['logId', 'at', 'method', 'params', 'status', 'error', 'durationMs'] as const
const COLUMNS = ['portalId', 'at', 'method', 'params', 'status', 'error', 'durationMs']

const FAILED = sql<boolean>`(status <> 200 or error is not null)`

/** REST log on any engine. */
export function restLogRepository(db: Database): RestLogRepository {
  return {
    async writeMany(portalId, entries) {
      if (entries.length === 0)
        return
      const rows = entries.map(entry => ({ ...entry, params: entry.params ?? {}, portalId }))
      // Calls are written seconds after they were made: a portal whose data was removed meanwhile, or is being removed, leaves no trace here.
      await sql`
        with known as (select portal_id from portal where portal_id = ${portalId} for key share)
        ${insertRows({ table: 'restLog', columns: COLUMNS, orderBy: ['at'], rows, when: sql`exists (select 1 from known)` })}`.execute(db)
    },
    async list(portalId, filter, request) {
      const limit = pageLimit(request)
      const [before] = readCursor(request.cursor, 1)
      const rows = await db.selectFrom('restLog').select(ENTRY).where('portalId', '=', portalId).where(matching(filter)).$if(before !== undefined, query => query.where('logId', '<', before ?? 0)).orderBy('logId', 'desc').limit(limit + 1).execute()
      return toPage(rows, limit, row => [row.logId])
    },
    async countSince(portalId, since) {
      const { rows: [row] } = await sql<{ calls: number, failed: number }>`
        select count(*) as calls, count(*) filter (where ${FAILED}) as failed from rest_log
        where portal_id = ${portalId} and at >= ${at(since)}`.execute(db)
      return row ?? { calls: 0, failed: 0 }
    },
    async deleteBefore(portalId, before) {
      const result = await db.deleteFrom('restLog').where('portalId', '=', portalId).where('at', '<', at(before)).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

function matching({ method, failed, status, fromAt, toAt, text }: RestLogFilter): RawBuilder<boolean> {
  const parts = [
    ...(method === undefined ? [] : [sql`strpos(lower(method), lower(${method})) > 0`]),
    ...(failed === undefined ? [] : [sql`${FAILED} = ${failed}`]),
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(fromAt === undefined ? [] : [sql`at >= ${at(fromAt)}`]),
    ...(toAt === undefined ? [] : [sql`at < ${at(toAt)}`]),
    ...(text === undefined ? [] : [sql`strpos(lower(params::text || ' ' || coalesce(error, '')), lower(${text})) > 0`]),
  ]
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`
}
