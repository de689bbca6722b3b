import type { WaitingRepository, WaitingWish } from '../waiting.ts'
import type { Database } from './database.ts'
import { at } from './row-values.ts'

/** What waits for a verdict, on any engine. */
export function waitingRepository(db: Database): WaitingRepository {
  const wished = (portalId: number, wish: WaitingWish) => db.selectFrom('item')
    .where('item.portalId', '=', portalId)
    .where('item.entityTypeId', '=', wish.entityTypeId)
    .where('item.createdAt', '>=', at(wish.sinceAt))
    .where('item.deletedAt', 'is', null)
    .$if(wish.assignedTo !== undefined, query => query.where('item.assignedBy', 'in', wish.assignedTo?.length ? [...wish.assignedTo] : [-1]))
  const waiting = (portalId: number, wish: WaitingWish) => wished(portalId, wish).where(({ not, exists, selectFrom }) => not(exists(
    selectFrom('feedback').select('feedback.feedbackId')
      .where('feedback.portalId', '=', portalId)
      .whereRef('feedback.entityTypeId', '=', 'item.entityTypeId')
      .whereRef('feedback.itemId', '=', 'item.itemId')
      .where('feedback.complete', '=', true),
  )))
  return {
    async withoutVerdict(portalId, wish) {
      const [items, count] = [
        await waiting(portalId, wish).selectAll('item').orderBy('item.createdAt').orderBy('item.itemId').limit(wish.limit).execute(),
        await waiting(portalId, wish).select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      ]
      return { items, total: Number(count.total) }
    },
    async countVerdicts(portalId, wish) {
      const rows = await wished(portalId, wish)
        .leftJoinLateral(
          ({ selectFrom }) => selectFrom('feedback').select('feedback.label').where('feedback.portalId', '=', portalId).whereRef('feedback.entityTypeId', '=', 'item.entityTypeId').whereRef('feedback.itemId', '=', 'item.itemId').where('feedback.complete', '=', true).orderBy('feedback.givenAt', 'desc').orderBy('feedback.feedbackId', 'desc').limit(1).as('latest'),
          join => join.onTrue(),
        )
        .select(({ fn }) => ['latest.label', fn.countAll<number>().as('items')])
        .groupBy('latest.label')
        .execute()
      const countOf = (label: string | null): number => Number(rows.find(row => row.label === label)?.items ?? 0)
      const byLabel = { qualified: countOf('qualified'), off_target: countOf('off_target'), spam: countOf('spam') }
      const complete = byLabel.qualified + byLabel.off_target + byLabel.spam
      return { items: complete + countOf(null), complete, byLabel }
    },
  }
}
