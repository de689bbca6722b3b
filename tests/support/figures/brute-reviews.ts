import type { MadeReview } from './random-reviews.ts'

/** Counts of reviews told one by one, in plain words. */
export type BruteReviews = Record<'audit_reviewed' | 'audit_overturned' | 'audit_by_silence' | 'other_reviewed' | 'other_overturned' | 'due' | 'due_on_time' | 'due_unanswered' | 'rulings_due' | 'rulings_on_time', number>

/** How a made-up review ended; null = open, or never looked at. */
function endOf(review: MadeReview): { at: number, isOverturned: boolean, isSilence: boolean } | null {
  const last = review.acts.at(-1)
  if (last === undefined || last.kind === 'disputed' || last.kind === 'undone' || last.kind === 'replaced')
    return null
  const isOverturned = last.kind === 'corrected' || (last.kind === 'ruled' && review.state === 'overturned')
  return { at: last.at, isOverturned, isSilence: last.kind === 'silenced' }
}

/** Counts what `isAsked` keeps, by the event each part is counted by. */
export function bruteReviews(reviews: readonly MadeReview[], now: number, isAsked: (review: MadeReview, at: number) => boolean): BruteReviews {
  const told: BruteReviews = { audit_reviewed: 0, audit_overturned: 0, audit_by_silence: 0, other_reviewed: 0, other_overturned: 0, due: 0, due_on_time: 0, due_unanswered: 0, rulings_due: 0, rulings_on_time: 0 }
  for (const feedbackId of new Set(reviews.map(review => review.feedbackId))) {
    const ended = reviews.filter(review => review.feedbackId === feedbackId).flatMap(review => endOf(review) === null ? [] : [{ review, end: endOf(review)! }])
    const last = ended.sort((one, other) => one.end.at - other.end.at || one.review.reviewId - other.review.reviewId).at(-1)
    if (last === undefined || !isAsked(last.review, last.end.at))
      continue
    const sample = ended.some(({ review }) => review.byAudit) ? 'audit' : 'other'
    told[`${sample}_reviewed`] += 1
    told[`${sample}_overturned`] += last.end.isOverturned ? 1 : 0
    told.audit_by_silence += sample === 'audit' && last.end.isSilence ? 1 : 0
  }
  for (const review of reviews) {
    const { dueAt, reviewedAt, acts } = review
    const replacedAt = acts.find(act => act.kind === 'replaced')?.at ?? null
    if (dueAt !== null && dueAt <= now && (replacedAt === null || replacedAt > dueAt) && isAsked(review, dueAt)) {
      told.due += 1
      told.due_on_time += reviewedAt !== null && reviewedAt <= dueAt ? 1 : 0
      told.due_unanswered += reviewedAt === null ? 1 : 0
    }
    const dispute = acts.at(-1)?.kind === 'undone' ? undefined : acts.find(act => act.kind === 'disputed')
    if (dispute?.rulingDueAt !== undefined && dispute.rulingDueAt <= now && !acts.some(act => act.kind === 'corrected' || act.kind === 'withdrawn') && isAsked(review, dispute.rulingDueAt)) {
      told.rulings_due += 1
      told.rulings_on_time += acts.some(act => act.kind === 'ruled' && act.at <= dispute.rulingDueAt!) ? 1 : 0
    }
  }
  return told
}
