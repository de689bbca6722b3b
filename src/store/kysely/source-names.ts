import type { SourceNameRepository } from '../source-names.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows, lastOfEach, overwrite } from './insert-rows.ts'

const KEY = ['portalId', 'sourceId']

/** Names of sources on any engine. */
export function sourceNameRepository(db: Database): SourceNameRepository {
  return {
    async remember(portalId, sources) {
      const rows = lastOfEach(sources, row => row.sourceId).map(({ sourceId, name }) => ({ portalId, sourceId, name }))
      if (rows.length > 0)
        await sql`${insertRows({ table: 'source_name', columns: [...KEY, 'name'], orderBy: KEY, rows })} ${overwrite(KEY, ['name'])}`.execute(db)
    },
    async names(portalId) {
      const rows = await db.selectFrom('sourceName').select(['sourceId', 'name']).where('portalId', '=', portalId).execute()
      return new Map(rows.map(row => [row.sourceId, row.name]))
    },
  }
}
