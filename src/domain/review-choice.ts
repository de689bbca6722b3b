import type { QueueGroup } from './review.ts'
import type { ReviewRules } from './treaty.ts'
import type { VerdictLabel } from './verdict.ts'
import { QUEUE_GROUPS } from './review.ts'

/** Numbers from 0 to 1 (excluded) that nobody could know beforehand and anybody can draw again afterwards. */
export interface Draws {
  readonly share: number
  readonly audit: number
  readonly rop: number
}

/** What decides whether feedback is looked at again. */
export interface ChoiceFacts {
  readonly label: VerdictLabel
  readonly rules: Pick<ReviewRules, 'spamPercent' | 'offTargetPercent' | 'qualifiedPercent' | 'auditPercent' | 'ropQualifiedPercent'>
  /** Null before the first seed: then only shares of 100 % choose. */
  readonly draws: Draws | null
  /** In which role it was given: a head does not look at his own sample. */
  readonly givenAs: 'rep' | 'rop' | null
  /** The chosen feedback it replaces before its review; saving again must not be a way out. */
  readonly inherited: { readonly byShare: boolean, readonly byAudit: boolean } | null
}

/** Who looks at feedback again, and why. */
export interface Choice {
  readonly marketing: { readonly byShare: boolean, readonly byAudit: boolean } | null
  readonly sales: boolean
}

/** Chooses feedback for review, by the shares of the version it was given under. @see product section 7 */
export function chooseForReview({ label, rules, draws, givenAs, inherited }: ChoiceFacts): Choice {
  const byShare = isDrawn(draws?.share ?? null, sharePercent(label, rules)) || (inherited?.byShare ?? false)
  const byAudit = isDrawn(draws?.audit ?? null, rules.auditPercent) || (inherited?.byAudit ?? false)
  return {
    marketing: byShare || byAudit || inherited !== null ? { byShare, byAudit } : null,
    sales: label === 'qualified' && givenAs !== 'rop' && isDrawn(draws?.rop ?? null, rules.ropQualifiedPercent),
  }
}

/** Says whether a number falls inside a percentage. Everything is inside 100 %, even without a number. */
export function isDrawn(number: number | null, percent: number): boolean {
  return percent >= 100 || (number !== null && number < percent / 100)
}

/** Place in the marketer's queue. A dispute whose answer waits for a word comes before everything. */
export function queueRank(review: { readonly label: VerdictLabel, readonly byAudit: boolean, readonly waitsForWord: boolean }): number {
  const group: QueueGroup = review.waitsForWord
    ? 'disputes'
    : review.label !== 'qualified' ? review.label : review.byAudit ? 'audit' : 'rest'
  return QUEUE_GROUPS.indexOf(group)
}

function sharePercent(label: VerdictLabel, rules: ChoiceFacts['rules']): number {
  return { spam: rules.spamPercent, off_target: rules.offTargetPercent, qualified: rules.qualifiedPercent }[label]
}
