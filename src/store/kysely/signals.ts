import type { OutcomeOfVerdict, SignalRepository } from '../signals.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows } from './insert-rows.ts'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at } from './row-values.ts'

const NEW = ['kind', 'repId', 'entityTypeId', 'itemId', 'feedbackId', 'detail', 'at', 'dedupeKey'] as const

/** Questions on any engine. */
export function signalRepository(db: Database): SignalRepository {
  return {
    async addMany(portalId, signals) {
      if (signals.length === 0)
        return 0
      const { rows } = await sql`
        ${insertRows({ table: 'reviewSignal', columns: ['portalId', ...NEW], orderBy: ['portalId', 'dedupeKey'], rows: signals.map(signal => ({ ...signal, portalId })) })}
        on conflict (portal_id, dedupe_key) do nothing returning signal_id`.execute(db)
      return rows.length
    },
    async list(portalId, { kind, repId }, request) {
      const limit = pageLimit(request)
      const [happenedAt, signalId] = readCursor(request.cursor, 2)
      const rows = await db.selectFrom('reviewSignal').select(['signalId', ...NEW]).where('portalId', '=', portalId).$if(kind !== undefined, query => query.where('kind', '=', kind ?? '')).$if(repId !== undefined, query => query.where('repId', '=', repId ?? 0)).$if(signalId !== undefined, query => query.where(sql<boolean>`(at, signal_id) < (${at(happenedAt ?? 0)}, ${signalId ?? 0})`)).orderBy('at', 'desc').orderBy('signalId', 'desc').limit(limit + 1).execute()
      return toPage(rows, limit, row => [row.at, row.signalId])
    },
    async lostEarly(portalId, { sinceAt, withinMs }) {
      const { rows } = await sql<OutcomeOfVerdict & { lostAt: number }>`
        select f.feedback_id, f.author_id as rep_id, f.entity_type_id, f.item_id, f.given_at, min(lost.moved_at) as lost_at
        from feedback f
        join lateral (
          select coalesce(i.moved_at, i.updated_at) as moved_at from item i
          where i.portal_id = ${portalId} and i.semantic = 'F' and i.deleted_at is null
            and ((i.entity_type_id = f.entity_type_id and i.item_id = f.item_id) or (i.entity_type_id = 2 and f.entity_type_id = 1 and i.lead_id = f.item_id))
        ) lost on lost.moved_at >= f.given_at and lost.moved_at < f.given_at + ${withinMs / 1000}::float8 * interval '1 second'
        where f.portal_id = ${portalId} and f.given_at >= ${at(sinceAt)} and f.complete and f.label = 'qualified'
        group by f.feedback_id, f.author_id, f.entity_type_id, f.item_id, f.given_at order by f.feedback_id`.execute(db)
      return rows
    },
    async dealsAfterRejection(portalId, sinceAt) {
      const { rows } = await sql<OutcomeOfVerdict & { dealId: number, dealAt: number }>`
        select distinct on (d.item_id) f.feedback_id, f.author_id as rep_id, f.entity_type_id, f.item_id, f.given_at, d.item_id as deal_id, d.created_at as deal_at
        from item d
        join item l on l.portal_id = d.portal_id and l.entity_type_id = 1 and l.contact_id = d.contact_id and l.item_id is distinct from d.lead_id
        join feedback f on f.portal_id = d.portal_id and f.entity_type_id = 1 and f.item_id = l.item_id and f.complete and f.label in ('off_target', 'spam') and f.given_at < d.created_at
        where d.portal_id = ${portalId} and d.entity_type_id = 2 and d.created_at >= ${at(sinceAt)} and d.deleted_at is null and d.contact_id is not null
        order by d.item_id, f.given_at desc, f.feedback_id desc`.execute(db)
      return rows
    },
    async ofFeedback(portalId, feedbackIds) {
      if (feedbackIds.length === 0)
        return []
      const rows = await db.selectFrom('reviewSignal').select(['feedbackId', 'kind']).distinct().where('portalId', '=', portalId).where('feedbackId', 'in', feedbackIds).orderBy('feedbackId').orderBy('kind').execute()
      return rows.flatMap(({ feedbackId, kind }) => feedbackId === null ? [] : [{ feedbackId, kind }])
    },
  }
}
