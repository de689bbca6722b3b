import type { MarketingChangeRepository } from '../marketing-changes.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows } from './insert-rows.ts'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at } from './row-values.ts'

const NEW = ['sourceId', 'utmCampaign', 'label', 'reason', 'words', 'authorId', 'happenedAt', 'recordedAt', 'clientKey'] as const

/** What marketing changed, on any engine. */
export function marketingChangeRepository(db: Database): MarketingChangeRepository {
  return {
    async add(portalId, change) {
      await sql`
        ${insertRows({ table: 'marketingChange', columns: ['portalId', ...NEW], orderBy: ['portalId'], rows: [{ ...change, portalId }] })}
        on conflict (portal_id, client_key) do nothing`.execute(db)
    },
    async list(portalId, { sourceId, fromAt, toAt }, request) {
      const limit = pageLimit(request)
      const [happenedAt, changeId] = readCursor(request.cursor, 2)
      const rows = await db.selectFrom('marketingChange').select(['changeId', ...NEW]).where('portalId', '=', portalId).$if(sourceId !== undefined, query => query.where('sourceId', '=', sourceId ?? '')).$if(fromAt !== undefined, query => query.where('happenedAt', '>=', at(fromAt ?? 0))).$if(toAt !== undefined, query => query.where('happenedAt', '<', at(toAt ?? 0))).$if(changeId !== undefined, query => query.where(sql<boolean>`(happened_at, change_id) < (${at(happenedAt ?? 0)}, ${changeId ?? 0})`)).orderBy('happenedAt', 'desc').orderBy('changeId', 'desc').limit(limit + 1).execute()
      return toPage(rows, limit, row => [row.happenedAt, row.changeId])
    },
  }
}
