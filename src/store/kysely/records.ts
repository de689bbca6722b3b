import type { ItemRef } from '../../domain/item-ref.ts'
import type { RecordRepository, TimelineRecord } from '../records.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows, overwrite } from './insert-rows.ts'
import { isOneOf } from './items.ts'
import { at } from './row-values.ts'

const KEY = ['portalId', 'entityTypeId', 'itemId', 'kind']
const FACTS = ['activityId', 'badge', 'nonceHash', 'state', 'contentHash', 'openedAt', 'closedAt']
const RECORD = ['entityTypeId', 'itemId', 'kind', 'activityId', 'badge', 'nonceHash', 'state', 'contentHash', 'openedAt', 'closedAt'] as const

/** Timeline records on any engine. */
export function recordRepository(db: Database): RecordRepository {
  const select = (portalId: number) => db.selectFrom('timelineRecord').select(RECORD).where('portalId', '=', portalId)
  const one = (portalId: number, ref: ItemRef, kind: TimelineRecord['kind']) => db.updateTable('timelineRecord')
    .where('portalId', '=', portalId)
    .where('entityTypeId', '=', ref.entityTypeId)
    .where('itemId', '=', ref.itemId)
    .where('kind', '=', kind)
  return {
    async get(portalId, ref, kind) {
      return await select(portalId).where('entityTypeId', '=', ref.entityTypeId).where('itemId', '=', ref.itemId).where('kind', '=', kind).executeTakeFirst() ?? null
    },
    async ofItems(portalId, refs) {
      return refs.length === 0 ? [] : select(portalId).where(isOneOf(refs)).execute()
    },
    async put(portalId, record) {
      await sql`${insertRows({ table: 'timelineRecord', columns: [...KEY, ...FACTS], orderBy: KEY, rows: [{ ...record, portalId }] })} ${overwrite(KEY, FACTS)}`.execute(db)
    },
    async findByActivity(portalId, activityId) {
      return await select(portalId).where('activityId', '=', activityId).executeTakeFirst() ?? null
    },
    async useNonce(portalId, ref, kind, nonceHash) {
      const result = await one(portalId, ref, kind).set({ nonceHash: null }).where('nonceHash', '=', nonceHash).where('state', '=', 'open').executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async close(portalId, ref, kind, moment) {
      await one(portalId, ref, kind).set({ state: 'closed', closedAt: at(moment), nonceHash: null }).where('state', '=', 'open').execute()
    },
  }
}
