import type { AccuracyAnswer, OpenNumber, PromiseAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { ReviewCounts, ReviewPart, ReviewWish } from '../../store/figure-reviews.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureScope } from './figure-scope.ts'
import { instantOf } from '../../domain/local-time.ts'
import { wilsonInterval } from '../../domain/wilson.ts'
import { REVIEW_PARTS } from '../../store/figure-reviews.ts'
import { ratio, share } from './open-number.ts'

const NO_DATA = { state: 'no_data' } as const

/** Fewer reviews than this rank nobody. */
const RANKED_FROM = 20

// The cast: every part is there.
/** The counts of somebody nobody reviewed. */
export const NOBODY: ReviewCounts = { repId: null, counts: Object.fromEntries(REVIEW_PARTS.map(part => [part, 0])) as ReviewCounts['counts'] }

/** Reviews of a scope: of items created in it, or decided or due in it. */
export async function reviewWish({ store, now }: FigureDeps, portalId: number, scope: FigureScope): Promise<ReviewWish> {
  const timeZone = (await store.portals.get(portalId))?.timeZone ?? 'UTC'
  return {
    basis: scope.view === 'cohort' ? 'created' : 'own',
    range: { fromDay: scope.fromDay, toDay: scope.toDay },
    fromAt: instantOf(scope.fromDay, 0, timeZone),
    toAt: instantOf(scope.toDay, 0, timeZone),
    now: now(),
    filter: scope.filter,
  }
}

/** Counts of all, null before anything was chosen for review. */
export async function readReviewCounts(deps: FigureDeps, portalId: number, scope: FigureScope): Promise<ReviewCounts | null> {
  const { figureReviews } = deps.store
  return await figureReviews.any(portalId) ? (await figureReviews.counts(portalId, await reviewWish(deps, portalId, scope), 'all'))[0] ?? null : null
}

/** The same by author; null before anything was chosen. */
export async function readReviewCountsByRep(deps: FigureDeps, portalId: number, scope: FigureScope): Promise<ReadonlyMap<number, ReviewCounts> | null> {
  const { figureReviews } = deps.store
  if (!await figureReviews.any(portalId))
    return null
  return new Map((await figureReviews.counts(portalId, await reviewWish(deps, portalId, scope), 'rep')).map(row => [row.repId ?? 0, row]))
}

/** Accuracy from the audit sample with its interval; other reviews apart. */
export function accuracyOf(scope: FigureScope, row: ReviewCounts | null | undefined): AccuracyAnswer {
  if (!row)
    return NO_DATA
  const open = (part: ReviewPart): OpenNumber => openReview(scope, row, part)
  const [reviewed, overturned, otherReviewed, otherOverturned] = (['audit_reviewed', 'audit_overturned', 'other_reviewed', 'other_overturned'] as const).map(open) as [OpenNumber, OpenNumber, OpenNumber, OpenNumber]
  return {
    state: 'ready',
    value: complement(share(overturned.value, reviewed.value)),
    reviewed,
    overturned,
    bySilence: open('audit_by_silence'),
    interval: wilsonInterval(reviewed.value - overturned.value, reviewed.value),
    isRanked: reviewed.value >= RANKED_FROM,
    others: { value: complement(share(otherOverturned.value, otherReviewed.value)), reviewed: otherReviewed, overturned: otherOverturned },
  }
}

/** What a side kept of what it promised. */
export function promiseOf(scope: FigureScope, row: ReviewCounts | null, code: 'marketing_response' | 'ruling_response'): PromiseAnswer {
  if (!row)
    return NO_DATA
  const [onTime, due] = code === 'marketing_response' ? ['due_on_time', 'due'] as const : ['rulings_on_time', 'rulings_due'] as const
  return { state: 'ready', onTime: ratio(code, openReview(scope, row, onTime), openReview(scope, row, due)), unanswered: code === 'marketing_response' ? openReview(scope, row, 'due_unanswered') : null }
}

/** One count and the name of its list. */
export function openReview(scope: Pick<FigureScope, 'hasLists'>, { counts }: ReviewCounts, part: ReviewPart): OpenNumber {
  return { value: counts[part], list: scope.hasLists ? `reviews.${part}` : null }
}

function complement(value: number | null): number | null {
  return value === null ? null : 1 - value
}
