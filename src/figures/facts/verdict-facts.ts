import type { VerdictInForce } from '../../domain/final-verdict.ts'
import type { SignedVersion } from '../../domain/treaty-version.ts'
import type { FeedbackEntry } from '../../domain/verdict.ts'
import type { FigureItem } from '../../store/figure-facts.ts'
import type { FigureRules, RawItem } from './figure-rules.ts'
import { reasonsFor } from '../../domain/completeness.ts'
import { verdictTimeline } from '../../domain/final-verdict.ts'
import { stillTryingMarks, verdictDeadline } from '../../domain/verdict-deadline.ts'
import { addWorkingMinutes } from '../../domain/working-time.ts'
import { toFeedback } from '../../feedback/stored-feedback.ts'

/** The part of the facts that feedback, reviews and rulings decide. */
export type VerdictPart = Pick<FigureItem, 'label' | 'isExcluded' | 'isInShare' | 'reason' | 'isStillTrying' | 'verdictAt' | 'labelAt' | 'verdicts' | 'settlesAt' | 'completeAt' | 'dueAt'>

/** The code every template gives this reason, for feedback whose version is not known any more. */
const NO_ANSWER = 'no_answer'

/** Verdict, deadline and settling of an item; `atCreation` is the version in force when it was created. */
export function verdictFacts(raw: RawItem, rules: FigureRules, atCreation: SignedVersion | null, now: number): VerdictPart {
  const feedback = raw.feedback.map(toFeedback)
  const decided = { feedback, rulings: raw.decisions?.rulings ?? [], silences: raw.decisions?.silences ?? [] }
  const timeline = verdictTimeline(decided, now)
  const spamCounts = atCreation?.document.rules.spamInTargetShare ?? true
  const verdicts = timeline.map((verdict) => {
    const isExcluded = isUnproven(verdict, feedback, rules)
    return { label: verdict.label, from: verdict.from, isExcluded, isInShare: !isExcluded && (verdict.label !== 'spam' || spamCounts) }
  })
  const final = timeline.at(-1) ?? null
  const mark = verdicts.at(-1)
  const complete = feedback.filter(entry => entry.kind === 'verdict' && entry.complete && entry.content !== null).map(entry => entry.givenAt)
  return {
    label: final?.label ?? null,
    isExcluded: mark?.isExcluded ?? false,
    isInShare: mark?.isInShare ?? false,
    reason: feedback.find(entry => entry.feedbackId === final?.feedbackId)?.content?.reason ?? null,
    isStillTrying: final === null && feedback.some(entry => entry.kind === 'still_trying'),
    verdictAt: timeline[0]?.from ?? null,
    labelAt: final?.from ?? null,
    verdicts,
    settlesAt: final && settling(final, raw, atCreation),
    completeAt: complete.length === 0 ? null : Math.min(...complete),
    dueAt: verdictDeadline(raw.item.createdAt, stillTryingMarks(feedback), atCreation?.document ?? null)?.dueAt ?? null,
  }
}

/** A "no answer" that nobody has proven, by the reasons of the version it was given under. */
function isUnproven(verdict: VerdictInForce, feedback: readonly FeedbackEntry[], { versions, document }: FigureRules): boolean {
  const entry = verdict.unproven ? feedback.find(one => one.feedbackId === verdict.feedbackId) : undefined
  if (!entry?.content)
    return false
  const text = versions.find(version => version.versionNo === entry.versionNo)?.document ?? document
  if (text === null)
    return entry.content.reason === NO_ANSWER
  return reasonsFor(entry.content.label, text).find(({ code }) => code === entry.content?.reason)?.kind === 'no_answer'
}

/** Without a treaty no deadline can pass: only a decision settles. */
function settling(final: VerdictInForce, { decisions }: RawItem, atCreation: SignedVersion | null): number | null {
  if (decisions?.settledAt != null)
    return decisions.settledAt
  if (final.by !== 'feedback')
    return final.from
  return atCreation && addWorkingMinutes(atCreation.document.calendar, final.from, atCreation.document.deadlines.reviewMinutes)
}
