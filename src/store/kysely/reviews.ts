import type { NewAct, ReviewRepository, StoredReview } from '../reviews.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { insertRows } from './insert-rows.ts'
import { isOneOf } from './items.ts'
import { reviewQueues } from './review-queues.ts'
import { at, toColumns } from './row-values.ts'

const REVIEW = [
  'feedbackId',
  'entityTypeId',
  'itemId',
  'side',
  'label',
  'reason',
  'authorId',
  'assignedTo',
  'byShare',
  'byAudit',
  'inheritedFrom',
  'seedWeek',
  'versionNo',
  'chosenAt',
  'dueAt',
] as const

const ACT = [
  'reviewId',
  'seq',
  'kind',
  'at',
  'recordedAt',
  'actorId',
  'route',
  'criterion',
  'label',
  'outcome',
  'words',
  'pinned',
  'heard',
  'feedbackId',
  'answerDueAt',
  'rulingDueAt',
  'appealUntilAt',
  'clientKey',
] as const

/** What a standing starts with, besides what the choice says. */
const STANDING = ['reviewId', 'revision', 'state', 'rank', 'side', 'label', 'entityTypeId', 'itemId', 'authorId', 'assignedTo', 'byAudit', 'costMinor', 'chosenAt', 'dueAt', 'insisted', 'isOwnerRuling', 'isSampled', 'clockAt'] as const

/** Reviews on any engine. */
export function reviewRepository(db: Database): ReviewRepository {
  const select = (portalId: number) => db.selectFrom('review').select(['reviewId', ...REVIEW]).where('portalId', '=', portalId)
  return {
    ...reviewQueues(db),
    choose: (portalId, rows) => choose(db, portalId, rows),
    append: (portalId, next) => append(db, portalId, next),
    async get(portalId, reviewId) {
      return await select(portalId).where('reviewId', '=', reviewId).executeTakeFirst() ?? null
    },
    async getMany(portalId, reviewIds) {
      return reviewIds.length === 0 ? [] : select(portalId).where('reviewId', 'in', reviewIds).orderBy('reviewId').execute()
    },
    async ofItems(portalId, refs) {
      return refs.length === 0 ? [] : select(portalId).where(isOneOf(refs)).orderBy('reviewId').execute()
    },
    chosenBetween: (portalId, { fromAt, toAt }) => select(portalId).where('chosenAt', '>=', at(fromAt)).where('chosenAt', '<', at(toAt)).orderBy('chosenAt').orderBy('reviewId').execute(),
    async actsOf(portalId, reviewIds) {
      if (reviewIds.length === 0)
        return []
      return db.selectFrom('reviewAct').select(ACT).where('portalId', '=', portalId).where('reviewId', 'in', reviewIds).orderBy('reviewId').orderBy('seq').execute()
    },
    async countActs(portalId, { kinds, fromAt, toAt, actorId }) {
      const { rows: [row] } = await sql<{ count: number }>`
        select count(*)::int as count from review_act a
        where a.portal_id = ${portalId} and a.at >= ${at(fromAt)} and a.at < ${at(toAt)}
          and a.kind in (select jsonb_array_elements_text(${JSON.stringify(kinds)}::jsonb))
          and (${actorId ?? null}::int is null or a.actor_id = ${actorId ?? null}::int)
          and not exists (select 1 from review_act u where u.portal_id = a.portal_id and u.review_id = a.review_id and u.seq = a.seq + 1 and u.kind = 'undone')`.execute(db)
      return row?.count ?? 0
    },
    async hear(portalId, rows) {
      if (rows.length === 0)
        return
      await sql`
        ${insertRows({ table: 'reviewHeard', columns: ['portalId', 'reviewId', 'userId', 'callId', 'seconds', 'at'], orderBy: ['portalId', 'reviewId', 'userId', 'callId'], rows: rows.map(row => ({ ...row, portalId })) })}
        on conflict (portal_id, review_id, user_id, call_id) do update
        set seconds = greatest(review_heard.seconds, excluded.seconds), at = excluded.at`.execute(db)
    },
    async heardBy(portalId, userId, reviewIds) {
      if (reviewIds.length === 0)
        return []
      return db.selectFrom('reviewHeard').select(['reviewId', 'userId', 'callId', 'seconds', 'at']).where('portalId', '=', portalId).where('userId', '=', userId).where('reviewId', 'in', reviewIds).orderBy('reviewId').orderBy('callId').execute()
    },
    async holdCaps(portalId) {
      // Rows of other tables that point at the portal may still be added meanwhile.
      await sql`select 1 from portal where portal_id = ${portalId} for no key update`.execute(db)
    },
  }
}

function choose(db: Database, portalId: number, rows: Parameters<ReviewRepository['choose']>[1]): Promise<StoredReview[]> {
  return rows.length === 0
    ? Promise.resolve([])
    : atOnce(db, async (within) => {
        const { rows: added } = await sql<StoredReview>`
          ${insertRows({ table: 'review', columns: ['portalId', ...REVIEW], orderBy: ['portalId', 'feedbackId', 'side'], rows: rows.map(({ review }) => ({ ...review, portalId })) })}
          on conflict (portal_id, feedback_id, side) do nothing returning *`.execute(within)
        const standings = added.map((review) => {
          const { rank, costMinor, clockAt } = rows.find(row => row.review.feedbackId === review.feedbackId && row.review.side === review.side)!
          return { ...review, portalId, revision: 0, state: 'waiting', rank, costMinor, insisted: false, isOwnerRuling: false, isSampled: false, clockAt }
        })
        if (standings.length > 0)
          await sql`${insertRows({ table: 'reviewStanding', columns: ['portalId', ...STANDING], orderBy: ['portalId', 'reviewId'], rows: standings })}`.execute(within)
        return added.sort((one, other) => one.reviewId - other.reviewId)
      })
}

/** The key of the act is the lock: of two who write the same next number, one waits and then finds it taken. */
function append(db: Database, portalId: number, { act, standing }: NewAct): Promise<boolean> {
  return atOnce(db, async (within) => {
    const { rows } = await sql`
      ${insertRows({ table: 'reviewAct', columns: ['portalId', ...ACT], orderBy: ['portalId'], rows: [{ ...act, portalId }] })}
      on conflict do nothing returning seq`.execute(within)
    if (rows.length === 0)
      return false
    const { reviewId, ...columns } = standing
    await within.updateTable('reviewStanding').set(toColumns(columns)).where('portalId', '=', portalId).where('reviewId', '=', reviewId).execute()
    return true
  })
}
