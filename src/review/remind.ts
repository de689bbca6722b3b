import type { ItemRef } from '../domain/item-ref.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { StoredStanding } from '../store/reviews.ts'
import type { ReviewDeps } from './review-ports.ts'
import { dayText, localDay } from '../domain/local-time.ts'
import { dayPeriod, weekPeriod } from '../domain/period.ts'
import { isWorkingTime } from '../domain/working-time.ts'

/** What somebody owes. */
type Duty = 'review' | 'answer' | 'ruling'

/** One duty of one person with its deadline. */
interface Owed {
  readonly duty: Duty
  readonly userId: number
  readonly dueAt: number
  readonly item: ItemRef
}

const PAGE = 500
const MOST_ITEMS = 10
/** What lapsed longer ago than this is in the lists, not in a message. */
const OVERDUE_WITHIN_MS = 7 * 86_400_000

/**
 * One message a day to each person about what is due today, one about what is overdue, and one to his head about it; a to-do a week
 * while something is overdue. Only in working time, and never twice: the day, or the week, is part of the key.
 */
export async function remind({ store, treaties, now }: ReviewDeps, portalId: number): Promise<number> {
  const [asked, portal] = [await treaties.asked(portalId, now()), await store.portals.get(portalId)]
  if (!asked || !portal || !isWorkingTime(asked.document.calendar, now()))
    return 0
  const today = dayPeriod(now(), portal.timeZone)
  const day = dayText(localDay(now(), portal.timeZone))
  const week = dayText(localDay(weekPeriod(now(), portal.timeZone).fromAt, portal.timeZone))
  const roles = await store.roles.list(portalId)
  const gone = new Set((await store.people.list(portalId)).filter(person => !person.active).map(person => person.userId))
  const holding = (role: string): number[] => roles.filter(row => row.role === role && !gone.has(row.userId)).map(row => row.userId)
  const owed = (await readOwed(store, portalId, now(), holding('rop'))).filter(({ userId }) => !gone.has(userId))
  const wishes = [...groupBy(owed, ({ userId }) => userId)].flatMap(([userId, duties]) => {
    const soon = duties.filter(({ dueAt }) => dueAt >= now() && dueAt < today.toAt)
    const overdue = duties.filter(({ dueAt }) => dueAt < now())
    return [
      ...soon.length > 0 ? [message(`remind:${day}:soon:${userId}`, userId, 'soon', soon)] : [],
      ...overdue.length > 0
        ? [
            message(`remind:${day}:overdue:${userId}`, userId, 'overdue', overdue),
            todo(`todo:${week}:${userId}`, userId, overdue, today.toAt),
            ...headsOf(overdue, holding).filter(headId => headId !== userId).map(headId => message(`remind:${day}:head:${headId}:${userId}`, headId, 'escalated', overdue, userId)),
          ]
        : [],
    ]
  })
  const stored = await store.intentions.putMany(portalId, wishes, now())
  return stored.filter(({ added }) => added).length
}

/** Open duties: reviews by whom they were given to, answers by the author, rulings by every head of sales. */
async function readOwed(store: ReviewDeps['store'], portalId: number, now: number, ropIds: readonly number[]): Promise<Owed[]> {
  const all: StoredStanding[] = []
  for (let cursor: string | null = null; ;) {
    const page = await store.reviews.queue(portalId, { parts: [{ side: 'marketing', states: ['waiting', 'lapsed', 'disputed', 'answered'] }] }, 'due', { cursor, limit: PAGE })
    all.push(...page.rows)
    cursor = page.nextCursor
    if (cursor === null)
      break
  }
  return all.flatMap((one): Owed[] => {
    const item = { entityTypeId: one.entityTypeId, itemId: one.itemId }
    const isRecent = (dueAt: number | null): dueAt is number => dueAt !== null && now - dueAt < OVERDUE_WITHIN_MS
    if (one.state === 'waiting' || one.state === 'lapsed')
      return one.assignedTo !== null && isRecent(one.dueAt) ? [{ duty: 'review', userId: one.assignedTo, dueAt: one.dueAt, item }] : []
    return [
      ...(one.state === 'disputed' && one.authorId !== null && isRecent(one.answerDueAt) ? [{ duty: 'answer' as const, userId: one.authorId, dueAt: one.answerDueAt, item }] : []),
      ...(isRecent(one.rulingDueAt) ? ropIds.map(userId => ({ duty: 'ruling' as const, userId, dueAt: one.rulingDueAt!, item })) : []),
    ]
  })
}

/** Reviews go to the head of marketing, answers to the head of sales, rulings to the owner. */
function headsOf(overdue: readonly Owed[], holding: (role: string) => number[]): number[] {
  const roleOf: Record<Duty, string> = { review: 'cmo', answer: 'rop', ruling: 'owner' }
  return [...new Set(overdue.flatMap(({ duty }) => holding(roleOf[duty])))]
}

function message(key: string, userId: number, kind: 'soon' | 'overdue' | 'escalated', duties: readonly Owed[], aboutId: number | null = null): NewIntention {
  return { kind: 'notify', ...duties[0]!.item, dedupeKey: key, payload: { notice: 'review_reminder', kind, userId, aboutId, counts: countsOf(duties), items: itemsOf(duties) } }
}

function todo(key: string, userId: number, duties: readonly Owed[], deadlineAt: number): NewIntention {
  return { kind: 'todo', ...duties[0]!.item, dedupeKey: key, payload: { userId, counts: countsOf(duties), items: itemsOf(duties), deadlineAt } }
}

function countsOf(duties: readonly Owed[]): Record<Duty, number> {
  const count = (duty: Duty): number => duties.filter(one => one.duty === duty).length
  return { review: count('review'), answer: count('answer'), ruling: count('ruling') }
}

function itemsOf(duties: readonly Owed[]): ItemRef[] {
  return [...duties].sort((one, other) => one.dueAt - other.dueAt).slice(0, MOST_ITEMS).map(({ item }) => item)
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows)
    groups.set(keyOf(row), [...groups.get(keyOf(row)) ?? [], row])
  return groups
}
