import type { MissingPart } from './missing-part.ts'
import type { Reason, TreatyDocument } from './treaty.ts'
import type { CriterionAnswers, FeedbackContent, VerdictLabel } from './verdict.ts'

/** The parts of a treaty that decide about feedback. */
export type FeedbackRules = Pick<TreatyDocument, 'criteria' | 'warmth' | 'reasons' | 'rules'>

/** Whether feedback counts, and what it lacks. */
export interface Completeness {
  readonly complete: boolean
  /** In the order of the form; empty when complete. */
  readonly missing: readonly MissingPart[]
}

/** Judges feedback by the rules offered when it was given. @see product section 3, "complete feedback" */
export function completenessOf(content: FeedbackContent, rules: FeedbackRules): Completeness {
  const missing = content.label === 'qualified'
    ? [...missingCriteria(content.answers, rules), ...missingWarmth(content, rules)]
    : missingReason(content, rules)
  return { complete: missing.length === 0, missing }
}

/** What a move beyond the handoff still needs, given the latest feedback; empty = nothing. */
export function missingToPass(content: FeedbackContent | null, rules: FeedbackRules): readonly MissingPart[] {
  if (content === null)
    return [part('verdict')]
  if (content.label !== 'qualified')
    return [part('qualified')]
  return completenessOf(content, rules).missing
}

/** What a move to junk still needs, given the latest feedback: any complete verdict. */
export function missingToJunk(content: FeedbackContent | null, rules: FeedbackRules): readonly MissingPart[] {
  return content === null ? [part('verdict')] : completenessOf(content, rules).missing
}

/** Reasons on offer for a verdict; `qualified` has none. */
export function reasonsFor(label: VerdictLabel, rules: Pick<FeedbackRules, 'reasons'>): readonly Reason[] {
  return label === 'off_target' ? rules.reasons.offTarget : label === 'spam' ? rules.reasons.spam : []
}

/** "No answer" given before the agreed number of calls proves nothing. */
export function isUnprovenNoAnswer(content: FeedbackContent, rules: FeedbackRules, callsMade: number): boolean {
  const reason = reasonsFor(content.label, rules).find(({ code }) => code === content.reason)
  return reason?.kind === 'no_answer' && callsMade < rules.rules.attempts
}

/** Mandatory criteria met, and how many there are: «4 из 4». */
export function criteriaMet(answers: CriterionAnswers, rules: Pick<FeedbackRules, 'criteria'>): { met: number, of: number } {
  const mandatory = rules.criteria.filter(criterion => criterion.mandatory)
  return { met: mandatory.filter(({ code }) => answers[code] === 'met').length, of: mandatory.length }
}

function missingCriteria(answers: CriterionAnswers, { criteria, rules }: FeedbackRules): MissingPart[] {
  const mandatory = criteria.filter(criterion => criterion.mandatory)
  const unknown = mandatory.filter(({ code }) => answers[code] === 'unknown').length
  return mandatory.flatMap(({ code }) => {
    const answer = answers[code]
    if (answer === undefined)
      return [part('criterion', code)]
    if (answer === 'not_met')
      return [part('criterion_not_met', code)]
    return answer === 'unknown' && unknown > rules.unknownAllowed ? [part('criterion_unknown', code)] : []
  })
}

function missingWarmth(content: FeedbackContent, { warmth }: FeedbackRules): MissingPart[] {
  return warmth.some(level => level.code === content.warmth) ? [] : [part('warmth')]
}

function missingReason(content: FeedbackContent, rules: FeedbackRules): MissingPart[] {
  const reason = reasonsFor(content.label, rules).find(({ code }) => code === content.reason)
  if (!reason)
    return [part('reason')]
  return reason.kind === 'other' && !content.comment?.trim() ? [part('reason_words')] : []
}

function part(code: MissingPart['code'], criterion: string | null = null): MissingPart {
  return { code, criterion }
}
