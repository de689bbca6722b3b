import type { FieldRepository } from '../fields.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows, lastOfEach, overwrite } from './insert-rows.ts'
import { at } from './row-values.ts'

const KEY = ['portalId', 'entityTypeId', 'fieldName']
const FACTS = ['fieldId', 'options', 'state', 'checkedAt']

/** Native fields on any engine. */
export function fieldRepository(db: Database): FieldRepository {
  return {
    async upsertMany(portalId, fields) {
      const rows = lastOfEach(fields, field => `${field.entityTypeId}:${field.fieldName}`).map(field => ({ ...field, portalId }))
      if (rows.length > 0)
        await sql`${insertRows({ table: 'nativeField', columns: [...KEY, ...FACTS], orderBy: KEY, rows })} ${overwrite(KEY, FACTS)}`.execute(db)
    },
    list: portalId => db.selectFrom('nativeField')
      .select(['entityTypeId', 'fieldName', 'fieldId', 'options', 'state', 'checkedAt'])
      .where('portalId', '=', portalId)
      .orderBy('entityTypeId')
      .orderBy('fieldName')
      .execute(),
    async setState(portalId, { entityTypeId, fieldName, state, checkedAt }) {
      await db.updateTable('nativeField')
        .set({ state, checkedAt: at(checkedAt) })
        .where('portalId', '=', portalId)
        .where('entityTypeId', '=', entityTypeId)
        .where('fieldName', '=', fieldName)
        .execute()
    },
  }
}
