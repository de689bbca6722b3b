import type { NativeValues } from './native-values.ts'
import type { TreatyDocument } from './treaty.ts'
import type { CriterionAnswer, FeedbackContent, VerdictLabel } from './verdict.ts'
import { ALL_MET, reasonOption } from './native-options.ts'
import { isVerdictLabel } from './verdict.ts'

/** The native fields that together hold one verdict. */
export type NativeVerdict = Pick<NativeValues, 'verdict' | 'warmth' | 'reason' | 'criteria'>

/** No verdict: all fields empty. */
export const NO_NATIVE_VERDICT: NativeVerdict = { verdict: null, warmth: null, reason: null, criteria: [] }

type Rules = Pick<TreatyDocument, 'criteria'>

/** What the native fields show for a verdict. Only "met" can be ticked; all mandatory ones met ticks "all met" too. */
export function feedbackToNatives(content: FeedbackContent, rules: Rules): NativeVerdict {
  const met = rules.criteria.filter(({ code }) => content.answers[code] === 'met').map(({ code }) => code)
  const mandatory = rules.criteria.filter(criterion => criterion.mandatory)
  const allMet = mandatory.length > 0 && mandatory.every(({ code }) => met.includes(code))
  return {
    verdict: content.label,
    warmth: content.warmth,
    reason: content.reason === null || content.label === 'qualified' ? null : reasonOption(content.label, content.reason),
    criteria: allMet ? [ALL_MET, ...met] : met,
  }
}

/**
 * The verdict the native fields hold; null without a label. "All met" answers every mandatory criterion; an unticked criterion
 * is unknown, unless the verdict before said "not met" under the same label: a missing tick does not unsay it. A reason of
 * another verdict is no reason. Words survive while label and reason stay.
 */
export function feedbackFromNatives(natives: NativeVerdict, rules: Rules, previous: FeedbackContent | null): FeedbackContent | null {
  if (!isVerdictLabel(natives.verdict))
    return null
  const label = natives.verdict
  const before = previous?.label === label ? previous : null
  const answers = answersFrom(natives.criteria, rules, before)
  const reason = reasonFrom(natives.reason, label)
  return {
    label,
    answers,
    prefilled: (before?.prefilled ?? []).filter(code => before?.answers[code] === answers[code]),
    warmth: natives.warmth,
    reason,
    comment: before?.reason === reason ? before?.comment ?? null : null,
  }
}

/** Says whether two verdicts mean the same; how the answers came about and optional silence do not matter. */
export function isSameFeedback(one: FeedbackContent | null, other: FeedbackContent | null, rules: Rules): boolean {
  if (one === null || other === null)
    return one === other
  return one.label === other.label
    && one.warmth === other.warmth
    && one.reason === other.reason
    && one.comment === other.comment
    && rules.criteria.every(({ code }) => (one.answers[code] ?? 'unknown') === (other.answers[code] ?? 'unknown'))
}

/** Says whether the native fields read the same; the order of ticks does not matter. */
export function isSameNatives(one: NativeVerdict, other: NativeVerdict): boolean {
  return one.verdict === other.verdict
    && one.warmth === other.warmth
    && one.reason === other.reason
    && [...one.criteria].sort().join() === [...other.criteria].sort().join()
}

function answersFrom(ticked: readonly string[], { criteria }: Rules, before: FeedbackContent | null): Record<string, CriterionAnswer> {
  const allMet = ticked.includes(ALL_MET) && !wasUnticked(ticked, criteria, before)
  return Object.fromEntries(criteria.map((criterion): [string, CriterionAnswer] => {
    if (ticked.includes(criterion.code) || (allMet && criterion.mandatory))
      return [criterion.code, 'met']
    return [criterion.code, before?.answers[criterion.code] === 'not_met' ? 'not_met' : 'unknown']
  }))
}

/** "All met" was ticked together with each criterion; a person who then unticks one criterion means that one. */
function wasUnticked(ticked: readonly string[], criteria: Rules['criteria'], before: FeedbackContent | null): boolean {
  const mandatory = criteria.filter(criterion => criterion.mandatory)
  const allWereMet = before !== null && mandatory.every(({ code }) => before.answers[code] === 'met')
  const some = mandatory.filter(({ code }) => ticked.includes(code)).length
  return allWereMet && some > 0 && some < mandatory.length
}

function reasonFrom(option: string | null, label: VerdictLabel): string | null {
  const prefix = `${label}.`
  return option?.startsWith(prefix) ? option.slice(prefix.length) : null
}
