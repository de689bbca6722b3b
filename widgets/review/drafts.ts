import type { PinnedMoment } from '../../src/domain/review.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'
import { reactive } from 'vue'

/** What somebody has typed about a review and not sent, or sent in vain. */
export interface Draft {
  words: string
  criterion: string | null
  label: VerdictLabel | null
  pinned: PinnedMoment | null
}

/** Drafts by review. They outlive a change of the item in focus and a refused decision; only a decision that was taken ends one. */
export interface Drafts {
  of: (reviewId: number) => Draft
  drop: (reviewId: number) => void
}

/** No draft yet. */
export function createDrafts(): Drafts {
  const drafts = reactive(new Map<number, Draft>())
  return {
    of(reviewId) {
      if (!drafts.has(reviewId))
        drafts.set(reviewId, { words: '', criterion: null, label: null, pinned: null })
      return drafts.get(reviewId)!
    },
    drop: reviewId => void drafts.delete(reviewId),
  }
}
