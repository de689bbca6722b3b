import type { ReviewsOverdue } from '../contracts/api/review-lists.schema.ts'
import type { StandingPart, StoredStanding } from '../store/reviews.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { personOf, readNames } from '../feedback/view-feedback.ts'
import { refusal } from '../treaty/refusal.ts'
import { viewRows } from './view-rows.ts'

type Side = ReviewsOverdue['groups'][number]['side']

const DAY_MS = 86_400_000
/** What was missed longer ago is history: the figures have it. */
const DAYS = 30
const PAGE = 500
const ROWS_SHOWN = 50

/** What is overdue on each side, and since when. */
const SIDES: Readonly<Record<Side, { part: StandingPart, dueAt: (one: StoredStanding) => number | null, who: (one: StoredStanding) => number | null }>> = {
  marketing: { part: { side: 'marketing', states: ['lapsed', 'waiting'] }, dueAt: one => one.dueAt, who: one => one.assignedTo },
  sales: { part: { side: 'marketing', states: ['disputed'] }, dueAt: one => one.answerDueAt, who: one => one.authorId },
  ruling: { part: { side: 'marketing', states: ['disputed', 'answered', 'by_silence'] }, dueAt: one => one.rulingDueAt, who: () => null },
}

/**
 * Overdue of the last thirty days by person: answers by rep for the head of sales, reviews by marketer for the head of marketing, both
 * and the missed rulings for the owner. Whoever heads neither side leaves an audit row.
 * @throws HttpError `no_right_to_reviews` 403
 */
export async function readOverdue(deps: ReviewDeps, portalId: number, actor: ReviewActor): Promise<ReviewsOverdue> {
  const { store, now } = deps
  const isOwner = actor.roles.includes('owner')
  const sides: Side[] = [
    ...(isOwner || actor.roles.includes('cmo') ? ['marketing' as const] : []),
    ...(isOwner || actor.roles.includes('rop') ? ['sales' as const, 'ruling' as const] : []),
  ]
  if (sides.length === 0) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: 'overdue', detail: {}, ipHash: null })
    throw refusal('no_right_to_reviews', actor.language)
  }
  const groups: ReviewsOverdue['groups'] = []
  for (const side of sides)
    groups.push(...await groupsOf(deps, portalId, actor, side))
  return { groups: groups.sort((one, other) => other.total - one.total) }
}

async function groupsOf(deps: ReviewDeps, portalId: number, actor: ReviewActor, side: Side): Promise<ReviewsOverdue['groups']> {
  const { part, dueAt, who } = SIDES[side]
  const missed = (await readAll(deps, portalId, part)).filter((one) => {
    const due = dueAt(one)
    return due !== null && due < deps.now() && deps.now() - due < DAYS * DAY_MS
  }).sort((one, other) => (dueAt(one) ?? 0) - (dueAt(other) ?? 0))
  const names = await readNames(deps.store, portalId, missed.map(who))
  const groups: ReviewsOverdue['groups'] = []
  for (const userId of new Set(missed.map(who))) {
    const rows = missed.filter(one => who(one) === userId)
    groups.push({ person: personOf(userId, names), side, total: rows.length, oldestDueAt: dueAt(rows[0]!) ?? 0, rows: await viewRows(deps, portalId, actor, rows.slice(0, ROWS_SHOWN)) })
  }
  return groups
}

async function readAll({ store, now }: ReviewDeps, portalId: number, part: StandingPart): Promise<StoredStanding[]> {
  const all: StoredStanding[] = []
  for (let cursor: string | null = null; ;) {
    const page = await store.reviews.queue(portalId, { parts: [part] }, 'recent', { cursor, limit: PAGE })
    all.push(...page.rows)
    cursor = page.nextCursor
    const last = page.rows.at(-1)
    if (cursor === null || !last || now() - last.chosenAt > 2 * DAYS * DAY_MS)
      return all
  }
}
