import type { DayRange, FigureFilter } from './figure-sums.ts'
import type { Page, PageRequest } from './paging.ts'

/**
 * What is counted of reviews. `audit_…`: reviewed feedback of the audit sample, its last review; `other_…`: of all other reviews.
 * `due` and `rulings_due`: whose deadline is past.
 */
export const REVIEW_PARTS = [
  'audit_reviewed',
  'audit_overturned',
  'audit_by_silence',
  'other_reviewed',
  'other_overturned',
  'due',
  'due_on_time',
  'due_unanswered',
  'rulings_due',
  'rulings_on_time',
] as const

/** A count of reviews; each has its list. */
export type ReviewPart = typeof REVIEW_PARTS[number]

/** Which reviews. The rep of a review is the author of its feedback. */
export interface ReviewWish {
  /** `created`: of items created in these days. `own`: by the decision, or by the deadline of what is due. */
  basis: 'created' | 'own'
  range: DayRange
  /** The same range as instants of the portal's zone. */
  fromAt: number
  /** Excluded. */
  toAt: number
  now: number
  filter: FigureFilter
}

/** One review as a row of a list. */
export interface ReviewRow {
  reviewId: number
  entityTypeId: 1 | 2
  itemId: number
  /** Author of the feedback; 0 = nobody. */
  repId: number
  createdAt: number | null
  label: string
  reason: string | null
  startedAt: number | null
  endedAt: number | null
}

/** Counts of one author, or of all. */
export interface ReviewCounts {
  /** Null when not told apart. */
  repId: number | null
  counts: Readonly<Record<ReviewPart, number>>
}

/** Reviews and rulings in numbers. */
export interface FigureReviewRepository {
  /** Says whether anything was ever chosen for review. */
  any: (portalId: number) => Promise<boolean>
  counts: (portalId: number, wish: ReviewWish, by: 'all' | 'rep') => Promise<ReviewCounts[]>
  /** Youngest first. */
  list: (portalId: number, wish: ReviewWish & { part: ReviewPart }, page: PageRequest) => Promise<Page<ReviewRow>>
  /** Questions raised in these days, by rep and kind. */
  signals: (portalId: number, wish: Pick<ReviewWish, 'fromAt' | 'toAt'>) => Promise<{ repId: number, kind: string, signals: number }[]>
  /** What marketing changed in these days, youngest first, at most `limit`. */
  changes: (portalId: number, wish: Pick<ReviewWish, 'fromAt' | 'toAt'>, limit: number) => Promise<MarketingChangeRow[]>
}

/** One change of marketing. */
export interface MarketingChangeRow {
  changeId: number
  sourceId: string | null
  utmCampaign: string | null
  label: string | null
  reason: string | null
  words: string | null
  happenedAt: number
}
