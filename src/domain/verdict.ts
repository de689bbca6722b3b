import type { FeedbackId, UserId, VersionNo } from './ids.ts'
import type { ItemRef } from './item-ref.ts'

/** The three verdicts, best first. */
export const VERDICT_LABELS = ['qualified', 'off_target', 'spam'] as const

/** A verdict on an intake item. */
export type VerdictLabel = typeof VERDICT_LABELS[number]

/** How a criterion came out. */
export const CRITERION_ANSWERS = ['met', 'not_met', 'unknown'] as const

/** The answer to one criterion. */
export type CriterionAnswer = typeof CRITERION_ANSWERS[number]

/** Answers by criterion code; a criterion without an entry was not answered at all. */
export type CriterionAnswers = Readonly<Record<string, CriterionAnswer>>

/** Where feedback came in. `native` is a field of Bitrix24 itself: card, kanban, list, robot or export. */
export const FEEDBACK_ROUTES = ['widget', 'tab', 'timeline', 'native', 'api'] as const

/** A way feedback can come in. */
export type FeedbackRoute = typeof FEEDBACK_ROUTES[number]

/** What a person says about an item: a verdict with its grounds. */
export interface FeedbackContent {
  readonly label: VerdictLabel
  readonly answers: CriterionAnswers
  /** Codes of the criteria whose answer came from a bound CRM field and was left as it was. */
  readonly prefilled: readonly string[]
  /** Code of a warmth level of the treaty. */
  readonly warmth: string | null
  /** Code of a reason of the treaty, from the list of the label. */
  readonly reason: string | null
  /** The rep's own words; no personal data of clients belongs here. */
  readonly comment: string | null
}

/** What is known about how a row came to be; every part may be missing, and absence is shown as "unknown". */
export interface FeedbackEvidence {
  /** The person was proven by his own access token (session or event token). */
  readonly proven: boolean
  /** In which role it was given; null when nobody is known. Only the ROP's word counts after a ruling. */
  readonly givenAs: 'rep' | 'rop' | null
  /** The native value was saved by our field inside the card's form. */
  readonly viaCard?: boolean
  /** The item's `updatedBy` when a native value was adopted. */
  readonly updatedBy?: UserId | null
  /** Version of the mirror row a native value was read with. */
  readonly mirrorVersion?: number
  /** Number of calls known for the item when "no answer" or "still trying" was given. */
  readonly callsMade?: number
}

/** One row of the append-only history of an item. */
export interface FeedbackEntry {
  readonly feedbackId: FeedbackId
  readonly item: ItemRef
  /** `still_trying` restarts the verdict deadline and is not a verdict: its content is null. */
  readonly kind: 'verdict' | 'still_trying'
  readonly content: FeedbackContent | null
  /** Complete by the rules of `versionNo` at the moment it was given. */
  readonly complete: boolean
  /** Nobody is known to stand behind it, or "no answer" came before the agreed attempts. */
  readonly unproven: boolean
  /** Null when no user is known (robot, workflow, import). */
  readonly authorId: UserId | null
  readonly route: FeedbackRoute
  readonly evidence: FeedbackEvidence
  /** The version whose criteria and reasons were offered; null before the first version. */
  readonly versionNo: VersionNo | null
  readonly givenAt: number
  /** Time from showing the form to saving; null when nobody measured. */
  readonly durationMs: number | null
}

/** Says whether a text is a verdict label. */
export function isVerdictLabel(value: unknown): value is VerdictLabel {
  return VERDICT_LABELS.includes(value as VerdictLabel)
}
