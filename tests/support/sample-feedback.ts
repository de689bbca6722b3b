import type { FeedbackContent, FeedbackEntry } from '../../src/domain/verdict.ts'

/** Complete `qualified` feedback on the sample treaty; parts can be replaced. */
export function qualified(parts: Partial<FeedbackContent> = {}): FeedbackContent {
  return {
    label: 'qualified',
    answers: { region: 'met', category: 'met', horizon: 'met', budget: 'met' },
    prefilled: [],
    warmth: 'hot',
    reason: null,
    comment: null,
    ...parts,
  }
}

/** Complete `off_target` feedback on the sample treaty. */
export function offTarget(parts: Partial<FeedbackContent> = {}): FeedbackContent {
  return { label: 'off_target', answers: {}, prefilled: [], warmth: null, reason: 'other_region', comment: null, ...parts }
}

/** Complete `spam` feedback on the sample treaty. */
export function spam(parts: Partial<FeedbackContent> = {}): FeedbackContent {
  return { label: 'spam', answers: {}, prefilled: [], warmth: null, reason: 'advertiser', comment: null, ...parts }
}

let lastId = 0

/** A row of the history, given by rep 10 through the widget at `givenAt`. */
export function entry(givenAt: number, content: FeedbackContent | null, parts: Partial<FeedbackEntry> = {}): FeedbackEntry {
  return {
    feedbackId: ++lastId,
    item: { entityTypeId: 1, itemId: 1042 },
    kind: content === null ? 'still_trying' : 'verdict',
    content,
    complete: content !== null,
    unproven: false,
    authorId: 10,
    route: 'widget',
    evidence: { proven: true, givenAs: 'rep' },
    versionNo: 1,
    givenAt,
    durationMs: null,
    ...parts,
  }
}
