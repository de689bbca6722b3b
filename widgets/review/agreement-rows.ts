import type { AgreementView, CalibrationJudge, CalibrationSet } from '../../src/contracts/api/calibration.schema.ts'
import type { Language } from '../../src/domain/words.ts'
import { localeOf } from '../kit/format.ts'

/** One line of the result: about what, and how far people agree; base rates with their names, the most frequent first. */
export interface AgreementRow { name: string, agreement: AgreementView, base: [name: string, share: number][] }

/** How the page names the parts of a result. */
export interface AgreementNames { whole: string, judge: (judge: CalibrationJudge) => string, label: (code: string) => string }

/** All lines of a result: the verdict, pairs of judges, criteria. */
export function agreementRows(result: NonNullable<CalibrationSet['result']>, language: Language, names: AgreementNames): AgreementRow[] {
  const row = (name: string, agreement: AgreementView): AgreementRow => ({
    name,
    agreement,
    base: Object.entries(agreement.baseRates).filter(([, share]) => share > 0).sort(([, one], [, other]) => other - one).map(([code, share]) => [names.label(code), share]),
  })
  return [
    row(names.whole, result.verdict),
    ...result.pairs.map(({ judges: [one, other], agreement }) => row(`${names.judge(one)} – ${names.judge(other)}`, agreement)),
    ...result.criteria.map(({ words, agreement }) => row(words[language], agreement)),
  ]
}

/** A kappa or AC1 with two digits; "–" where it is undefined. */
export function coefficient(value: number | null, language: Language): string {
  return value === null ? '–' : new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)
}
