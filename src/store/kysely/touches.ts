import type { TouchRepository } from '../touches.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { markingOf } from './figure-marks.ts'
import { insertRows, lastOfEach } from './insert-rows.ts'
import { isOneOf } from './items.ts'

const KEY = ['portalId', 'entityTypeId', 'itemId', 'activityId']
const COLUMNS = [...KEY, 'userId', 'touchedAt', 'isAttempt', 'talkSeconds']

/** Touches on any engine. */
export function touchRepository(db: Database): TouchRepository {
  return {
    async addMany(portalId, touches) {
      if (touches.length === 0)
        return
      const rows = lastOfEach(touches, touch => `${touch.entityTypeId}:${touch.itemId}:${touch.activityId}`).map(touch => ({ ...touch, portalId }))
      await sql`
        with changed as (
          ${insertRows({ table: 'touch', columns: COLUMNS, orderBy: KEY, rows })}
          on conflict (portal_id, entity_type_id, item_id, activity_id) do update
          set user_id = excluded.user_id, touched_at = least(touch.touched_at, excluded.touched_at), is_attempt = excluded.is_attempt, talk_seconds = excluded.talk_seconds
          where (touch.user_id, touch.is_attempt, touch.talk_seconds) <> (excluded.user_id, excluded.is_attempt, excluded.talk_seconds) or touch.touched_at > excluded.touched_at
          returning entity_type_id, item_id
        )
        ${markingOf(portalId, sql`select entity_type_id, item_id from changed`)}`.execute(db)
    },
    async ofItems(portalId, refs) {
      return refs.length === 0
        ? []
        : db.selectFrom('touch').select(['entityTypeId', 'itemId', 'activityId', 'userId', 'touchedAt', 'isAttempt', 'talkSeconds']).where('portalId', '=', portalId).where(isOneOf(refs)).orderBy('touchedAt').orderBy('activityId').execute()
    },
    async hasTalk(portalId) {
      return await db.selectFrom('touch').select('activityId').where('portalId', '=', portalId).where('talkSeconds', '>', 0).limit(1).executeTakeFirst() !== undefined
    },
    async hasAny(portalId) {
      return await db.selectFrom('touch').select('activityId').where('portalId', '=', portalId).limit(1).executeTakeFirst() !== undefined
    },
  }
}
