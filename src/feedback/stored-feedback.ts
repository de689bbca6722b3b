import type { CriterionAnswers, FeedbackContent, FeedbackEntry, FeedbackEvidence } from '../domain/verdict.ts'
import type { FeedbackEntry as StoredFeedback } from '../store/feedback.ts'
import { isVerdictLabel } from '../domain/verdict.ts'

/** A stored row in the words of the rules. */
export function toFeedback(row: StoredFeedback): FeedbackEntry {
  return {
    feedbackId: row.feedbackId,
    item: { entityTypeId: row.entityTypeId, itemId: row.itemId },
    kind: row.kind,
    content: contentOf(row),
    complete: row.complete,
    unproven: row.unproven,
    authorId: row.authorId,
    route: row.route,
    // Evidence is written by this room alone, so its shape is known.
    evidence: row.evidence as unknown as FeedbackEvidence,
    versionNo: row.versionNo,
    givenAt: row.givenAt,
    durationMs: row.durationMs,
  }
}

/** A new row for the store. */
export function toStored(entry: Omit<FeedbackEntry, 'feedbackId'>, dedupeKey: string): Omit<StoredFeedback, 'feedbackId'> {
  const { content, item, evidence, ...rest } = entry
  return {
    ...rest,
    ...item,
    label: content?.label ?? null,
    answers: { ...content?.answers },
    prefilled: [...content?.prefilled ?? []],
    warmth: content?.warmth ?? null,
    reason: content?.reason ?? null,
    comment: content?.comment ?? null,
    evidence: { ...evidence },
    dedupeKey,
  }
}

/** The latest verdict, complete or not; null when there is none. `rows` oldest first. */
export function latestVerdict(entries: readonly FeedbackEntry[]): FeedbackEntry | null {
  return entries.findLast(entry => entry.kind === 'verdict' && entry.content !== null) ?? null
}

function contentOf(row: StoredFeedback): FeedbackContent | null {
  if (!isVerdictLabel(row.label))
    return null
  // Answers were parsed when they came in: their values are the three codes.
  const answers = row.answers as CriterionAnswers
  return { label: row.label, answers, prefilled: row.prefilled, warmth: row.warmth, reason: row.reason, comment: row.comment }
}
