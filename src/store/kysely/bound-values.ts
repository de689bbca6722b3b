import type { BoundValueRepository } from '../bound-values.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { itemKey } from '../../domain/item-ref.ts'
import { insertRows, lastOfEach, overwrite } from './insert-rows.ts'
import { at } from './row-values.ts'

const KEY = ['portalId', 'entityTypeId', 'itemId']
const FACTS = ['fields', 'readAt']

/** Values of bound fields on any engine. */
export function boundValueRepository(db: Database): BoundValueRepository {
  return {
    async reading(portalId) {
      const row = await db.selectFrom('boundReading').select(['fieldNames', 'readAt']).where('portalId', '=', portalId).executeTakeFirst()
      return row ?? null
    },
    async putMany(portalId, values, readAt) {
      const rows = lastOfEach(values, itemKey).map(row => ({ ...row, portalId, readAt }))
      if (rows.length > 0)
        await sql`${insertRows({ table: 'bound_value', columns: [...KEY, ...FACTS], orderBy: KEY, rows })} ${overwrite(KEY, FACTS)}`.execute(db)
    },
    async settle(portalId, reading) {
      await sql`
        with past as (delete from bound_value where portal_id = ${portalId} and read_at < ${at(reading.readAt)})
        ${insertRows({ table: 'bound_reading', columns: ['portalId', 'fieldNames', 'readAt'], orderBy: ['portalId'], rows: [{ ...reading, portalId }] })}
        ${overwrite(['portalId'], ['fieldNames', 'readAt'])}`.execute(db)
    },
  }
}
