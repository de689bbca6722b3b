import type { Choice } from '../domain/review-choice.ts'
import type { ReviewRules } from '../domain/treaty.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Item } from '../store/items.ts'
import type { StoredReview } from '../store/reviews.ts'
import type { StoreScope } from '../store/store.ts'
import type { PlayedCase } from './append-act.ts'
import { chooseForReview, queueRank } from '../domain/review-choice.ts'
import { addWorkingMinutes } from '../domain/working-time.ts'
import { parseDocument } from '../treaty/stored-version.ts'
import { drawNumber, drawsOf } from './draw.ts'

/** A complete verdict that was just given. */
export interface Given {
  readonly entry: FeedbackEntry
  readonly item: Item
  /** Shares of the text it was given under. */
  readonly rules: ReviewRules
  /** Waiting reviews it has just replaced. */
  readonly replaced: readonly PlayedCase[]
}

/** Chooses a verdict for review, or not, and stores the choice with its reasons and deadline. Call it inside the feedback's transaction. */
export async function choose(store: StoreScope, portalId: number, { entry, item, rules, replaced }: Given): Promise<StoredReview[]> {
  const { label } = entry.content!
  const seed = await store.auditSeeds.at(portalId, entry.givenAt)
  const before = replaced.find(({ choice }) => choice.side === 'marketing')?.choice ?? null
  const choice = chooseForReview({ label, rules, draws: drawsOf(seed, entry.feedbackId), givenAs: entry.evidence.givenAs, inherited: before })
  const version = await store.treaties.inForce(portalId, item.createdAt)
  const dueAt = version ? reviewDueAt(version, entry.givenAt) : null
  const lot = seed ? drawNumber(seed.seed, 'assign', entry.feedbackId) : (entry.feedbackId % 97) / 97
  const base = {
    feedbackId: entry.feedbackId,
    entityTypeId: item.entityTypeId,
    itemId: item.itemId,
    label,
    reason: entry.content!.reason,
    authorId: entry.authorId,
    seedWeek: seed?.week ?? null,
    versionNo: version?.versionNo ?? null,
    chosenAt: entry.givenAt,
  }
  const people = choice.marketing || choice.sales ? await peopleToAsk(store, portalId, [entry.authorId, item.assignedBy]) : { marketing: [], sales: [] }
  return store.reviews.choose(portalId, rowsOf(choice).map(({ side, byShare, byAudit }) => ({
    review: {
      ...base,
      side,
      byShare,
      byAudit,
      assignedTo: people[side][Math.floor(lot * people[side].length)] ?? null,
      inheritedFrom: side === 'marketing' ? before?.reviewId ?? null : null,
      dueAt: side === 'marketing' ? dueAt : null,
    },
    rank: queueRank({ label, byAudit, waitsForWord: false }),
    costMinor: null,
    clockAt: side === 'marketing' ? dueAt : null,
  })))
}

function rowsOf({ marketing, sales }: Choice): { side: 'marketing' | 'sales', byShare: boolean, byAudit: boolean }[] {
  return [
    ...(marketing ? [{ side: 'marketing' as const, ...marketing }] : []),
    ...(sales ? [{ side: 'sales' as const, byShare: true, byAudit: false }] : []),
  ]
}

function reviewDueAt(version: { versionNo: number, document: unknown }, from: number): number {
  const { calendar, deadlines } = parseDocument(version)
  return addWorkingMinutes(calendar, from, deadlines.reviewMinutes)
}

/** Active people of each side by id, without those who cannot review this; heads of marketing stand in where there are no marketers. */
async function peopleToAsk(store: Pick<StoreScope, 'roles' | 'people'>, portalId: number, barred: readonly (number | null)[]): Promise<{ marketing: number[], sales: number[] }> {
  const [roles, people] = [await store.roles.list(portalId), await store.people.list(portalId)]
  const gone = new Set(people.filter(person => !person.active).map(person => person.userId))
  const holding = (role: string): number[] => roles
    .filter(row => row.role === role && !gone.has(row.userId) && !barred.includes(row.userId))
    .map(row => row.userId)
    .sort((one, other) => one - other)
  const marketers = holding('marketer')
  return { marketing: marketers.length > 0 ? marketers : holding('cmo'), sales: holding('rop') }
}
