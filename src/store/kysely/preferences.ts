import type { PreferenceRepository } from '../preferences.ts'
import type { Database } from './database.ts'
import { json } from './row-values.ts'

/** Preferences on any engine. */
export function preferenceRepository(db: Database): PreferenceRepository {
  const all: PreferenceRepository['all'] = async (portalId, userId) => {
    const rows = await db.selectFrom('preference').select(['key', 'value']).where('portalId', '=', portalId).where('userId', '=', userId).execute()
    return Object.fromEntries(rows.map(row => [row.key, row.value]))
  }
  return {
    all,
    async get(portalId, userId, key) {
      const row = await db.selectFrom('preference').select('value').where('portalId', '=', portalId).where('userId', '=', userId).where('key', '=', key).executeTakeFirst()
      return row?.value
    },
    async set(portalId, userId, key, value) {
      await db.insertInto('preference')
        .values({ portalId, userId, key, value: json(value) })
        .onConflict(conflict => conflict.columns(['portalId', 'userId', 'key']).doUpdateSet({ value: json(value) }))
        .execute()
    },
  }
}
