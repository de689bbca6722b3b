import type { AgreementView, CalibrationSet } from '../contracts/api/calibration.schema.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { CalibrationJudgement, CalibrationLead } from '../store/reviews.ts'
import { agreementOf, unclearOf } from '../domain/agreement.ts'
import { CRITERION_ANSWERS, VERDICT_LABELS } from '../domain/verdict.ts'

const JUDGES = ['rep', 'marketer', 'rop'] as const
type Judge = typeof JUDGES[number]

/** How far the three agree about the verdict and about each criterion, over the leads all of them judged. */
export function resultOf(leads: readonly CalibrationLead[], judgements: readonly CalibrationJudgement[], { criteria }: Pick<TreatyDocument, 'criteria'>): NonNullable<CalibrationSet['result']> {
  const complete = leads
    .map(({ position }) => judgements.filter(one => one.position === position))
    .filter(given => given.length === JUDGES.length)
  const table = (judges: readonly Judge[], read: (one: CalibrationJudgement) => string, labels: readonly string[]): AgreementView => {
    const { cases, ...agreement } = agreementOf(complete.map(given => judges.map(judge => read(given.find(one => one.judge === judge)!))), labels)
    return { ...agreement, baseRates: { ...agreement.baseRates }, leads: cases }
  }
  const pairs = [['rep', 'marketer'], ['rep', 'rop'], ['marketer', 'rop']] as const
  const about = criteria.map(({ code, words }) => ({ code, words, agreement: table(JUDGES, one => one.answers[code] ?? 'unknown', CRITERION_ANSWERS) }))
  const unclear = unclearOf(about.map(({ code, agreement }) => ({ code, observed: agreement.observed })))
  const found = about.find(({ code }) => code === unclear)
  return {
    verdict: table(JUDGES, one => one.label, VERDICT_LABELS),
    pairs: pairs.map(judges => ({ judges: [...judges], agreement: table(judges, one => one.label, VERDICT_LABELS) })),
    criteria: about,
    unclear: found ? { code: found.code, words: found.words } : null,
  }
}
