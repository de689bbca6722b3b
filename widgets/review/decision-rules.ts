import type { DisputeReviewRequest } from '../../src/contracts/api/review-decisions.schema.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'
import { VERDICT_LABELS } from '../../src/domain/verdict.ts'

/** What a person says in a dispute; what he saw and heard is added when it is sent. */
export type DisputeContent = Pick<DisputeReviewRequest, 'criterion' | 'proposedLabel' | 'words' | 'pinned'>

/** Shortest text the server takes for a reason, letters. */
const SHORTEST = 3

/** Says whether a text is long enough to be sent. */
export function isEnoughWords(words: string): boolean {
  return words.trim().length >= SHORTEST
}

/** Verdicts that may be set in place of one. */
export function otherLabels(label: VerdictLabel): VerdictLabel[] {
  return VERDICT_LABELS.filter(other => other !== label)
}
