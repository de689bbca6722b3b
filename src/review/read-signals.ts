import type { ReviewSignals, ReviewSignalsQuery } from '../contracts/api/review-lists.schema.ts'
import type { Language } from '../domain/words.ts'
import type { StoredSignal } from '../store/reviews.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { fillWords } from '../contracts/words/fill-words.ts'
import { REVIEW_SIGNALS } from '../domain/review-signals.ts'
import { reachOf } from '../domain/rights.ts'
import { personOf, readNames } from '../feedback/view-feedback.ts'
import { refusal } from '../treaty/refusal.ts'
import { SIGNAL_WORDS } from './signal-words.ts'

/**
 * Questions for the head of sales, newest first; a rep or marketer sees none: they are no accusation to be passed around.
 * @throws HttpError `no_right_to_reviews` 403 (with an audit row)
 */
export async function readSignals({ store, now }: ReviewDeps, portalId: number, actor: ReviewActor, query: ReviewSignalsQuery): Promise<ReviewSignals> {
  if (reachOf(actor.roles, 'rule') !== 'all' && !actor.roles.includes('owner')) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: 'signals', detail: {}, ipHash: null })
    throw refusal('no_right_to_reviews', actor.language)
  }
  const filter = { ...(query.kind === undefined ? {} : { kind: query.kind }), ...(query.rep === undefined ? {} : { repId: query.rep }) }
  const page = await store.signals.list(portalId, filter, { cursor: query.cursor ?? null })
  const names = await readNames(store, portalId, page.rows.map(({ repId }) => repId))
  return {
    signals: page.rows.flatMap((row) => {
      const kind = REVIEW_SIGNALS.find(known => known === row.kind)
      return kind === undefined
        ? []
        : [{
            signalId: row.signalId,
            kind,
            rep: personOf(row.repId, names),
            item: row.entityTypeId === null || row.itemId === null ? null : { entityTypeId: row.entityTypeId, itemId: row.itemId },
            at: row.at,
            question: fillWords(SIGNAL_WORDS[kind], actor.language, gapsOf(row, actor.language)),
          }]
    }),
    nextCursor: page.nextCursor,
  }
}

/** Details are written by this room only: numbers, texts, and words in both languages. */
function gapsOf({ detail }: StoredSignal, language: Language): Record<string, string | number> {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => {
    if (typeof value === 'number' || typeof value === 'string')
      return [name, value]
    return [name, String((value as Partial<Record<Language, string>> | null)?.[language] ?? '')]
  }))
}
