import type { AddMarketingChange, MarketingChanges, MarketingChangesQuery } from '../contracts/api/review-lists.schema.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { hasGrant, reachOf } from '../domain/rights.ts'
import { sourceNameOf } from '../domain/source-name.ts'
import { isVerdictLabel } from '../domain/verdict.ts'
import { personOf, readNames } from '../feedback/view-feedback.ts'
import { refusal } from '../treaty/refusal.ts'
import { readChoices, readReasons } from './change-choices.ts'

/**
 * What marketing changed, newest first; everybody who sees all items may read it.
 * @throws HttpError `no_right_to_reviews` 403 (with an audit row)
 */
export async function readChanges(deps: ReviewDeps, portalId: number, actor: ReviewActor, query: MarketingChangesQuery): Promise<MarketingChanges> {
  const { store, now } = deps
  if (reachOf(actor.roles, 'item_facts') !== 'all') {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: 'changes', detail: {}, ipHash: null })
    throw refusal('no_right_to_reviews', actor.language)
  }
  const filter = {
    ...(query.sourceId === undefined ? {} : { sourceId: query.sourceId }),
    ...(query.from === undefined ? {} : { fromAt: query.from }),
    ...(query.to === undefined ? {} : { toAt: query.to }),
  }
  const page = await store.marketingChanges.list(portalId, filter, { cursor: query.cursor ?? null })
  const sourceNames = await store.sourceNames.names(portalId)
  const reasons = await readReasons(deps, portalId)
  const mayAdd = hasGrant(actor.roles, 'review')
  const names = await readNames(store, portalId, page.rows.map(({ authorId }) => authorId))
  return {
    changes: page.rows.map(({ changeId, sourceId, utmCampaign, label, reason, words, authorId, happenedAt }) => ({
      changeId,
      sourceId,
      sourceName: sourceNameOf(sourceNames, sourceId),
      utmCampaign,
      label: isVerdictLabel(label) ? label : null,
      reason,
      reasonWords: reasons.wordsOf(label, reason),
      words,
      author: personOf(authorId, names) ?? { id: authorId, name: `№ ${authorId}` },
      happenedAt,
    })),
    nextCursor: page.nextCursor,
    mayAdd,
    choices: mayAdd ? await readChoices(store, portalId, reasons) : { sources: [], reasons: [] },
  }
}

/**
 * Notes what marketing changed for a source and a cluster of reasons. The same client key again changes nothing.
 * @throws HttpError `not_marketing` 403 (with an audit row), `happened_later` and `reason_unknown` 400
 */
export async function addChange(deps: ReviewDeps, portalId: number, actor: ReviewActor, { happenedAt, ...change }: AddMarketingChange): Promise<MarketingChanges> {
  const { store, now } = deps
  if (!hasGrant(actor.roles, 'review')) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: 'changes', detail: { wish: 'add' }, ipHash: null })
    throw refusal('not_marketing', actor.language)
  }
  if (happenedAt !== null && happenedAt > now())
    throw refusal('happened_later', actor.language, { field: 'happenedAt' })
  if (change.reason !== null && (await readReasons(deps, portalId)).wordsOf(change.label, change.reason) === null)
    throw refusal('reason_unknown', actor.language, { field: 'reason' })
  await store.marketingChanges.add(portalId, { ...change, authorId: actor.userId, happenedAt: happenedAt ?? now(), recordedAt: now() })
  return readChanges(deps, portalId, actor, change.sourceId === null ? {} : { sourceId: change.sourceId })
}
