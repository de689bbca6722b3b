import type { TreatyDocument } from './treaty.ts'
import { addWorkingMinutes } from './working-time.ts'

/** A review marketing owed, with the moments that count; null = it did not happen. */
export interface PastReview {
  readonly chosenAt: number
  readonly reviewedAt: number | null
  /** The review was a dispute: from then on an answer and a ruling were owed. */
  readonly isDisputed: boolean
  readonly answeredAt: number | null
  readonly ruledAt: number | null
  /** The dispute ended before a ruling: the rep gave the proposed verdict, or marketing agreed. */
  readonly settledAt: number | null
  /** Newer feedback came, or the item was deleted. */
  readonly leftAt: number | null
}

/** What both sides owed each other about a review, and what of it came in time. */
export interface ResponseTally {
  readonly reviewsDue: number
  readonly reviewsOnTime: number
  readonly answersDue: number
  readonly answersOnTime: number
  readonly rulingsDue: number
  readonly rulingsOnTime: number
}

/** Nothing owed. */
export const NO_RESPONSE: ResponseTally = { reviewsDue: 0, reviewsOnTime: 0, answersDue: 0, answersOnTime: 0, rulingsDue: 0, rulingsOnTime: 0 }

/**
 * Reviews of the past against the deadlines of a treaty: the clock of the review starts at the feedback, those of the answer and the
 * ruling at the dispute. What ended before its deadline without an answer was not owed. @see figures: marketing's response, ruling response
 */
export function tallyResponse(reviews: readonly PastReview[], { calendar, deadlines }: Pick<TreatyDocument, 'calendar' | 'deadlines'>, now: number): ResponseTally {
  const tally = { ...NO_RESPONSE }
  const owe = (what: 'reviews' | 'answers' | 'rulings', from: number, minutes: number, answeredAt: number | null, endedAt: number | null): void => {
    const dueAt = addWorkingMinutes(calendar, from, minutes)
    if (dueAt >= now || (endedAt !== null && endedAt <= dueAt))
      return
    tally[`${what}Due`] += 1
    tally[`${what}OnTime`] += Number(answeredAt !== null && answeredAt <= dueAt)
  }
  for (const { chosenAt, reviewedAt, isDisputed, answeredAt, ruledAt, settledAt, leftAt } of reviews) {
    owe('reviews', chosenAt, deadlines.reviewMinutes, reviewedAt, reviewedAt === null ? leftAt : null)
    if (isDisputed && reviewedAt !== null) {
      owe('answers', reviewedAt, deadlines.answerMinutes, answeredAt ?? settledAt, null)
      owe('rulings', reviewedAt, deadlines.rulingMinutes, ruledAt, settledAt)
    }
  }
  return tally
}

/** Two tallies as one. */
export function addResponses(one: ResponseTally, other: ResponseTally): ResponseTally {
  return {
    reviewsDue: one.reviewsDue + other.reviewsDue,
    reviewsOnTime: one.reviewsOnTime + other.reviewsOnTime,
    answersDue: one.answersDue + other.answersDue,
    answersOnTime: one.answersOnTime + other.answersOnTime,
    rulingsDue: one.rulingsDue + other.rulingsDue,
    rulingsOnTime: one.rulingsOnTime + other.rulingsOnTime,
  }
}
