import type { FeedbackEntry, FeedbackRepository } from '../feedback.ts'
import type { Database } from './database.ts'
import { atOnce } from './database.ts'
import { markFigures } from './figure-marks.ts'
import { insertOnce } from './insert-once.ts'
import { isOneOf } from './items.ts'
import { at } from './row-values.ts'

const COLUMNS = [
  'entityTypeId',
  'itemId',
  'kind',
  'label',
  'answers',
  'prefilled',
  'warmth',
  'reason',
  'comment',
  'complete',
  'unproven',
  'authorId',
  'route',
  'evidence',
  'versionNo',
  'givenAt',
  'dedupeKey',
  'durationMs',
] as const

/** Feedback on any engine. */
export function feedbackRepository(db: Database): FeedbackRepository {
  const ofItems: FeedbackRepository['ofItems'] = async (portalId, refs) => refs.length === 0
    ? []
    : db.selectFrom('feedback').selectAll().where('portalId', '=', portalId).where(isOneOf(refs)).orderBy('givenAt').orderBy('feedbackId').execute()
  return {
    async append(portalId, entry) {
      return atOnce(db, async (within) => {
        const [stored] = await insertOnce<FeedbackEntry, Omit<FeedbackEntry, 'feedbackId'>>(within, { portalId, table: 'feedback', columns: COLUMNS, rows: [entry] })
        // The cast: one row asked for is one row given.
        const { row, added } = stored as NonNullable<typeof stored>
        if (added)
          await markFigures(within, portalId, [row])
        return { entry: row, added }
      })
    },
    ofItem: (portalId, ref) => ofItems(portalId, [ref]),
    ofItems,
    async latestOf(portalId, refs) {
      if (refs.length === 0)
        return []
      return db.selectFrom('feedback').selectAll().distinctOn(['entityTypeId', 'itemId']).where('portalId', '=', portalId).where('kind', '=', 'verdict').where(isOneOf(refs)).orderBy('entityTypeId').orderBy('itemId').orderBy('givenAt', 'desc').orderBy('feedbackId', 'desc').execute()
    },
    completeBetween: (portalId, { fromAt, toAt }) => db.selectFrom('feedback').selectAll().where('portalId', '=', portalId).where('givenAt', '>=', at(fromAt)).where('givenAt', '<', at(toAt)).where('complete', '=', true).where('kind', '=', 'verdict').orderBy('givenAt').orderBy('feedbackId').execute(),
  }
}
