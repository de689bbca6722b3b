import type { PreviewTally } from './treaty-preview.ts'
import type { TreatyDocument } from './treaty.ts'
import { WAIT_BIN_MINUTES } from './treaty-preview.ts'

/** The figures of the shared screen, from 0 to 1; null where there is nothing to divide by. */
export interface PreviewFigures {
  readonly targetShare: number | null
  /** Verdicts: sales' response. */
  readonly onTimeShare: number | null
  /** Reviews: marketing's response. */
  readonly reviewShare: number | null
  /** Answers of reps to disputes. */
  readonly answerShare: number | null
  /** Rulings of the head of sales. */
  readonly rulingShare: number | null
  /** Of the items that crossed. */
  readonly heldShare: number | null
  /** Half of the answered items waited no longer, minutes of working time, to the width of a bin. */
  readonly medianWaitMinutes: number | null
}

/** Figures of a tally. @see figures: target share, the responses of both sides and of the head of sales */
export function previewFigures(tally: PreviewTally, rules: Pick<TreatyDocument['rules'], 'spamInTargetShare'>): PreviewFigures {
  const { qualified, off_target, spam } = tally.byLabel
  const share = (part: number, of: number): number | null => of === 0 ? null : part / of
  return {
    targetShare: share(qualified, qualified + off_target + (rules.spamInTargetShare ? spam : 0)),
    onTimeShare: share(tally.onTime, tally.due),
    reviewShare: share(tally.reviewsOnTime, tally.reviewsDue),
    answerShare: share(tally.answersOnTime, tally.answersDue),
    rulingShare: share(tally.rulingsOnTime, tally.rulingsDue),
    heldShare: share(tally.held, tally.crossed),
    medianWaitMinutes: medianWait(tally.waits),
  }
}

function medianWait(waits: readonly number[]): number | null {
  const total = waits.reduce((sum, count) => sum + count, 0)
  let before = 0
  for (const [bin, count] of waits.entries()) {
    before += count
    if (total > 0 && before * 2 >= total)
      return (bin + 1) * WAIT_BIN_MINUTES
  }
  return null
}
