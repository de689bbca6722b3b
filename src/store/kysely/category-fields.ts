import type { CategoryFieldRepository } from '../category-fields.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows, overwrite } from './insert-rows.ts'
import { at, json } from './row-values.ts'

const KEY = ['portalId']
const FACTS = ['fieldName', 'kind', 'label', 'options', 'chosenBy', 'chosenAt', 'readAt']

/** The field of the product category on any engine. */
export function categoryFieldRepository(db: Database): CategoryFieldRepository {
  return {
    async get(portalId) {
      const row = await db.selectFrom('categoryField').selectAll().where('portalId', '=', portalId).executeTakeFirst()
      if (!row)
        return null
      const { portalId: _, ...field } = row
      return field
    },
    async set(portalId, field) {
      await sql`${insertRows({ table: 'category_field', columns: [...KEY, ...FACTS], orderBy: KEY, rows: [{ ...field, portalId }] })} ${overwrite(KEY, FACTS)}`.execute(db)
    },
    async clear(portalId) {
      await db.deleteFrom('categoryField').where('portalId', '=', portalId).execute()
    },
    async markRead(portalId, { fieldName, chosenAt, options, readAt }) {
      await sql`
        update category_field set options = ${json(options)}::jsonb, read_at = ${at(readAt)}
        where portal_id = ${portalId} and field_name = ${fieldName} and chosen_at = ${at(chosenAt)}`.execute(db)
    },
  }
}
