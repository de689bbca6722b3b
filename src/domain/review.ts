import type { FeedbackId, UserId, VersionNo } from './ids.ts'
import type { ItemRef } from './item-ref.ts'
import type { VerdictLabel } from './verdict.ts'

/** Who looks again: marketing at what sales said, or the head of sales at a sample of ✅. */
export const REVIEW_SIDES = ['marketing', 'sales'] as const
/** A side that looks again. */
export type ReviewSide = typeof REVIEW_SIDES[number]

/**
 * Where a review stands. `waiting` for the review · `lapsed` its deadline passed in silence, the verdict stands · `accepted` ·
 * `disputed` open, without an answer · `answered` open, the rep has answered · `corrected` the rep gave the proposed verdict himself ·
 * `upheld` and `overturned` ruled · `by_silence` the ruling deadline passed, marketing's version stands · `appealed` before the owner ·
 * `replaced` a newer verdict came before the review · `dropped` the item was deleted before the review.
 */
export const REVIEW_STATES = ['waiting', 'lapsed', 'accepted', 'disputed', 'answered', 'corrected', 'upheld', 'overturned', 'by_silence', 'appealed', 'replaced', 'dropped'] as const
/** Where a review stands. */
export type ReviewState = typeof REVIEW_STATES[number]

/** What can happen to a review. Rows are added and never changed; `undone` takes back the one before it. */
export const REVIEW_ACTS = [
  'accepted',
  'disputed',
  /** Taken back by the same person within ten seconds. */
  'undone',
  /** The rep answers and keeps his verdict. */
  'answered',
  /** The rep gave another verdict during the dispute. */
  'corrected',
  /** The marketer agrees after the answer. */
  'withdrawn',
  /** The marketer has read the answer and leaves the matter to the head of sales. */
  'insisted',
  'ruled',
  /** The ruling deadline passed in silence. */
  'silenced',
  /** The review deadline passed in silence. */
  'lapsed',
  'appealed',
  /** An upheld ruling was drawn for the owner. */
  'sampled',
  'owner_ruled',
  /** The owner's deadline passed: the ruling stands. */
  'appeal_lapsed',
  'replaced',
  'dropped',
] as const
/** What can happen to a review. */
export type ReviewActKind = typeof REVIEW_ACTS[number]

/** How a ruling ends a dispute. */
export const RULING_OUTCOMES = ['upheld', 'overturned'] as const
/** How a ruling ends a dispute. */
export type RulingOutcome = typeof RULING_OUTCOMES[number]

/** Order of use in the marketer's queue; the number is the rank, lower first. */
export const QUEUE_GROUPS = ['disputes', 'spam', 'off_target', 'audit', 'rest'] as const
/** A group of the marketer's queue. */
export type QueueGroup = typeof QUEUE_GROUPS[number]

/** Ways an act can come in. */
export const REVIEW_ROUTES = ['queue', 'bulk', 'tab', 'feedback', 'clock'] as const
/** A way an act can come in: a page of reviews, many at once, the lead's tab, new feedback, or time itself. */
export type ReviewRoute = typeof REVIEW_ROUTES[number]

/** So many seconds of a recording make it heard: only then may it be accepted together with others. */
export const HEARD_SECONDS = 5

/** A moment of a recording. */
export interface PinnedMoment {
  /** Id of the call as `src/calls` names it. */
  readonly callId: string
  /** Seconds from the start. */
  readonly second: number
}

/** What somebody listened to before deciding. */
export interface HeardCall {
  readonly callId: string
  /** Seconds played, each counted once. */
  readonly seconds: number
}

/** Feedback chosen to be looked at again, with why; stored with the feedback and never changed. */
export interface ReviewChoice {
  readonly reviewId: number
  readonly feedbackId: FeedbackId
  readonly item: ItemRef
  readonly side: ReviewSide
  /** The verdict in question. */
  readonly label: VerdictLabel
  readonly reason: string | null
  readonly authorId: UserId | null
  /** Whose work it is until somebody else takes it; null = nobody of that side was there. */
  readonly assignedTo: UserId | null
  /** Chosen by the treaty's share of this label. */
  readonly byShare: boolean
  /** Drawn for the audit sample, the only basis of accuracy. */
  readonly byAudit: boolean
  /** The review it took over: chosen feedback that is replaced before its review hands its place on. */
  readonly inheritedFrom: number | null
  /** Week (`YYYY-MM-DD` of its first day) whose seed drew; null = there was none yet. */
  readonly seedWeek: string | null
  /** Version in force at the item's creation: its deadlines count. Null = no treaty then: nothing is due. */
  readonly versionNo: VersionNo | null
  /** The feedback's own moment. */
  readonly chosenAt: number
  /** When the review is due; null = no treaty at the item's creation. */
  readonly dueAt: number | null
}

/** One row of a review's history. */
export interface ReviewAct {
  /** 1, 2, 3 … inside the review. */
  readonly seq: number
  readonly kind: ReviewActKind
  /** When it counts: of `silenced`, `lapsed` and `appeal_lapsed` the deadline itself. */
  readonly at: number
  readonly actorId: UserId | null
  readonly route: ReviewRoute
  /** The criterion a dispute names. */
  readonly criterion: string | null
  /** Proposed (`disputed`), given (`corrected`) or final (`ruled`, `owner_ruled`, `silenced`) verdict. */
  readonly label: VerdictLabel | null
  readonly outcome: RulingOutcome | null
  readonly words: string | null
  readonly pinned: PinnedMoment | null
  readonly heard: readonly HeardCall[]
  /** New feedback that caused it. */
  readonly feedbackId: FeedbackId | null
  /** Of `disputed`: when the rep's answer is due. */
  readonly answerDueAt: number | null
  /** Of `disputed`: when the ruling is due; of `appealed`: when the owner's is. */
  readonly rulingDueAt: number | null
  /** Of `ruled`: until when it may be appealed. */
  readonly appealUntilAt: number | null
}
