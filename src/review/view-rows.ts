import type { ReviewRow } from '../contracts/api/review.schema.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Names } from '../feedback/view-feedback.ts'
import type { Item } from '../store/items.ts'
import type { StoredReview, StoredStanding } from '../store/reviews.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { reasonsFor } from '../domain/completeness.ts'
import { itemKey } from '../domain/item-ref.ts'
import { isOpenDispute } from '../domain/review-machine.ts'
import { QUEUE_GROUPS } from '../domain/review.ts'
import { mayWithItem } from '../domain/rights.ts'
import { sourceNameOf } from '../domain/source-name.ts'
import { personOf, readNames } from '../feedback/view-feedback.ts'

/** Rows of queues for showing, in the given order; what the viewer may not see keeps its place without the item's facts. */
export async function viewRows(deps: ReviewDeps, portalId: number, actor: ReviewActor, standings: readonly StoredStanding[]): Promise<ReviewRow[]> {
  const { store, now } = deps
  const reviews = new Map((await store.reviews.getMany(portalId, standings.map(({ reviewId }) => reviewId))).map(review => [review.reviewId, review]))
  const items = new Map((await store.items.getMany(portalId, [...standings])).map(item => [itemKey(item), item]))
  const names = await readNames(store, portalId, standings.flatMap(({ authorId, assignedTo }) => [authorId, assignedTo]))
  const signals = await store.signals.ofFeedback(portalId, [...reviews.values()].map(({ feedbackId }) => feedbackId))
  const heard = await store.reviews.heardBy(portalId, actor.userId, [...reviews.keys()])
  const signed = await deps.treaties.signed(portalId)
  const asked = await deps.treaties.asked(portalId, now())
  const sourceNames = await store.sourceNames.names(portalId)
  return standings.flatMap((standing) => {
    const review = reviews.get(standing.reviewId)
    if (!review)
      return []
    const document = signed.findLast(version => version.inForceFrom <= review.chosenAt)?.document ?? asked?.document ?? null
    return [viewRow({ standing, review, item: items.get(itemKey(standing)) ?? null, actor, names, sourceNames, document, heardSeconds: Math.max(0, ...heard.filter(({ reviewId }) => reviewId === review.reviewId).map(({ seconds }) => seconds)), questions: signals.filter(({ feedbackId }) => feedbackId === review.feedbackId).map(({ kind }) => kind), now: now() })]
  })
}

interface RowFacts {
  readonly standing: StoredStanding
  readonly review: StoredReview
  readonly item: Item | null
  readonly actor: ReviewActor
  readonly names: Names
  readonly sourceNames: ReadonlyMap<string, string>
  readonly document: TreatyDocument | null
  readonly heardSeconds: number
  readonly questions: string[]
  readonly now: number
}

function viewRow({ standing, review, item, actor, names, sourceNames, document, heardSeconds, questions, now }: RowFacts): ReviewRow {
  const accessible = item !== null && mayRead(actor, review, item)
  const dueAt = deadlineNow(standing)
  // The casts: labels and states are written by this room only.
  const label = standing.label as ReviewRow['label']
  const words = review.reason === null || document === null ? null : reasonsFor(label, document).find(({ code }) => code === review.reason)?.words
  return {
    reviewId: standing.reviewId,
    revision: standing.revision,
    side: standing.side,
    state: standing.state as ReviewRow['state'],
    group: QUEUE_GROUPS[standing.rank] ?? 'rest',
    item: { entityTypeId: standing.entityTypeId, itemId: standing.itemId },
    accessible,
    deleted: item?.deletedAt != null,
    label,
    reason: review.reason === null ? null : { code: review.reason, words: words ?? { ru: review.reason, en: review.reason } },
    author: personOf(standing.authorId, names),
    assignedTo: personOf(standing.assignedTo, names),
    givenAt: standing.chosenAt,
    dueAt,
    overdue: dueAt !== null && now > dueAt,
    proposedLabel: standing.proposedLabel as ReviewRow['label'] | null,
    sourceId: accessible ? item.sourceId : null,
    sourceName: accessible ? sourceNameOf(sourceNames, item.sourceId) : null,
    utmCampaign: accessible ? item.utmCampaign : null,
    costMinor: accessible ? standing.costMinor : null,
    heardSeconds,
    questions: accessible ? questions : [],
  }
}

/** Facts of the item: by role, and for whoever gave the verdict in question. */
export function mayRead(actor: ReviewActor, review: Pick<StoredReview, 'authorId'>, item: Pick<Item, 'assignedBy'>): boolean {
  return mayWithItem(actor, 'item_facts', item) || (review.authorId === actor.userId && actor.roles.length > 0)
}

/** The deadline of whoever is to act now: the reviewer, the rep, the head of sales or the owner. */
export function deadlineNow({ state, dueAt, answerDueAt, rulingDueAt }: StoredStanding): number | null {
  if (state === 'waiting' || state === 'lapsed')
    return dueAt
  if (state === 'disputed')
    return answerDueAt
  // The cast: states are written by this room only.
  return isOpenDispute(state as ReviewRow['state']) || state === 'appealed' || state === 'by_silence' ? rulingDueAt : null
}
