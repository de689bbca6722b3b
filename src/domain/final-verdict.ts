import type { FeedbackId, UserId } from './ids.ts'
import type { FeedbackEntry, VerdictLabel } from './verdict.ts'

/** The end of a dispute by a person. */
export interface RulingFact {
  readonly label: VerdictLabel
  readonly ruledAt: number
  readonly rulerId: UserId
}

/** A dispute whose ruling deadline passed in silence: marketing's version stands. */
export interface SilenceFact {
  readonly label: VerdictLabel
  /** The moment the deadline passed. */
  readonly passedAt: number
}

/** All that decides about an item's verdict. Rulings and silences come from reviews. */
export interface VerdictFacts {
  /** In any order. */
  readonly feedback: readonly FeedbackEntry[]
  readonly rulings?: readonly RulingFact[]
  readonly silences?: readonly SilenceFact[]
}

/** A verdict and the moment it came in force. */
export interface VerdictInForce {
  readonly label: VerdictLabel
  readonly from: number
  /** `head` = the ROP's own feedback after a ruling. */
  readonly by: 'feedback' | 'ruling' | 'head' | 'silence'
  readonly unproven: boolean
  /** The feedback it rests on; null for rulings and silences. */
  readonly feedbackId: FeedbackId | null
}

type Step = { readonly at: number, readonly order: number } & ({ readonly kind: 'feedback', readonly entry: FeedbackEntry } | { readonly kind: 'ruling' | 'silence', readonly label: VerdictLabel })

/**
 * Verdicts that were in force one after the other up to `now`, oldest first. Only complete feedback counts. After a ruling,
 * or after the ROP's silence, only a ruling or the ROP's own feedback changes anything. @see product section 3, "final verdict"
 */
export function verdictTimeline(facts: VerdictFacts, now: number): VerdictInForce[] {
  const timeline: VerdictInForce[] = []
  let closed: 'no' | 'silence' | 'ruling' = 'no'
  for (const step of stepsOf(facts).filter(({ at }) => at <= now)) {
    if (step.kind === 'feedback') {
      const asRop = step.entry.evidence.givenAs === 'rop'
      if (closed === 'no' || asRop)
        timeline.push(fromFeedback(step.entry, closed === 'no' ? 'feedback' : 'head'))
    }
    else if (step.kind === 'ruling' || closed !== 'ruling') {
      closed = step.kind
      timeline.push({ label: step.label, from: step.at, by: step.kind, unproven: false, feedbackId: null })
    }
  }
  return timeline
}

/** The verdict in force at `now`; null = no verdict, which is never zero. */
export function finalVerdict(facts: VerdictFacts, now: number): VerdictInForce | null {
  return verdictTimeline(facts, now).at(-1) ?? null
}

/** After a ruling or the ROP's silence only the ROP may supersede. */
export function isClosedToReps(facts: VerdictFacts, now: number): boolean {
  return [...(facts.rulings ?? []).map(ruling => ruling.ruledAt), ...(facts.silences ?? []).map(silence => silence.passedAt)].some(at => at <= now)
}

/** In order of time; feedback comes before what was decided about it in the same millisecond. */
function stepsOf(facts: VerdictFacts): Step[] {
  const feedback = facts.feedback
    .filter(entry => entry.kind === 'verdict' && entry.complete && entry.content !== null)
    .map((entry): Step => ({ kind: 'feedback', at: entry.givenAt, order: entry.feedbackId, entry }))
  const silences = (facts.silences ?? []).map((silence): Step => ({ kind: 'silence', at: silence.passedAt, order: Number.MAX_SAFE_INTEGER, label: silence.label }))
  const rulings = (facts.rulings ?? []).map((ruling): Step => ({ kind: 'ruling', at: ruling.ruledAt, order: Number.MAX_SAFE_INTEGER, label: ruling.label }))
  return [...feedback, ...silences, ...rulings].sort((one, other) => one.at - other.at || one.order - other.order)
}

function fromFeedback(entry: FeedbackEntry, by: 'feedback' | 'head'): VerdictInForce {
  return { label: entry.content!.label, from: entry.givenAt, by, unproven: entry.unproven, feedbackId: entry.feedbackId }
}
