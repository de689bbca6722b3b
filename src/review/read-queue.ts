import type { ReviewFilter, ReviewQueue, ReviewQueueQuery } from '../contracts/api/review.schema.ts'
import type { StandingFilter, StandingOrder } from '../store/reviews.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import type { WeekCaps } from './week-caps.ts'
import { hasGrant, reachOf } from '../domain/rights.ts'
import { refusal } from '../treaty/refusal.ts'
import { DESKS } from './desks.ts'
import { viewRows } from './view-rows.ts'
import { readCaps } from './week-caps.ts'

/**
 * A page of a queue with its counters. Only people who see all items read the desks of marketing, head of sales and owner; a rep
 * reads disputes about his own verdicts, a head those of his people. Whoever may not leaves an audit row.
 * @throws HttpError `no_right_to_reviews` 403
 */
export async function readQueue(deps: ReviewDeps, portalId: number, actor: ReviewActor, query: ReviewQueueQuery): Promise<ReviewQueue> {
  const { store, now } = deps
  const mayRead = query.desk === 'rep' ? hasGrant(actor.roles, 'answer') : reachOf(actor.roles, 'item_facts') === 'all'
  if (!mayRead) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: `queue:${query.desk}`, detail: {}, ipHash: null })
    throw refusal('no_right_to_reviews', actor.language)
  }
  const parts = DESKS[query.desk]
  const filters = Object.keys(parts) as ReviewFilter[]
  const scope = scopeOf(actor, query)
  const page = await store.reviews.queue(portalId, { parts: [...parts[query.filter] ?? []], ...scope, ...(parts[query.filter] ? {} : { authorIds: [] }) }, orderOf(query), { cursor: query.cursor ?? null, limit: query.limit })
  const counts = await store.reviews.counts(portalId, filters.map(filter => ({ parts: [...parts[filter] ?? []], ...scope })))
  const asked = await deps.treaties.asked(portalId, now())
  return {
    rows: await viewRows(deps, portalId, actor, page.rows),
    nextCursor: page.nextCursor,
    counts: Object.fromEntries(filters.map((filter, index) => [filter, counts[index] ?? 0])),
    caps: capsFor(actor, asked && await readCaps(store, portalId, asked.document, now())),
  }
}

function scopeOf(actor: ReviewActor, { desk, whose, rep }: ReviewQueueQuery): Pick<StandingFilter, 'authorIds' | 'assignedTo'> {
  const own = reachOf(actor.roles, 'answer') === 'all' && rep !== undefined ? [rep] : [actor.userId, ...actor.teamUserIds]
  return {
    ...(desk === 'rep' ? { authorIds: own } : rep === undefined ? {} : { authorIds: [rep] }),
    ...(whose === 'mine' && desk !== 'rep' ? { assignedTo: actor.userId } : {}),
  }
}

function orderOf({ desk, filter }: ReviewQueueQuery): StandingOrder {
  if (filter === 'done' || filter === 'overdue')
    return 'recent'
  return desk === 'marketing' ? 'use' : 'due'
}

function capsFor({ roles }: ReviewActor, caps: WeekCaps | null): ReviewQueue['caps'] {
  const left = (cap: keyof WeekCaps): number | null => caps && Math.max(0, caps[cap].allowed - caps[cap].made)
  const isMarketing = hasGrant(roles, 'review')
  return {
    disputesLeft: isMarketing ? left('disputes') : null,
    answersLeft: hasGrant(roles, 'answer') ? left('answers') : null,
    appealsLeft: isMarketing ? left('appeals') : null,
  }
}
