import { describe, expect, it } from 'vitest'
import { agreementOf } from '../../../src/domain/agreement.ts'

/** Unfolds a table of counts into single cases. */
function casesOf(cells: readonly (readonly [labels: readonly string[], times: number])[]): string[][] {
  return cells.flatMap(([labels, times]) => Array.from({ length: times }, () => [...labels]))
}

/** Fleiss' published table: one row per subject, how many of fourteen raters chose each of five categories. */
const FLEISS_1971 = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
]

describe('agreement between judges', () => {
  it('gives Cohen\'s kappa of the fifty grant proposals: 0.40 (Wikipedia, "Cohen\'s kappa", simple example)', () => {
    const { observed, kappa } = agreementOf(casesOf([[['yes', 'yes'], 20], [['yes', 'no'], 5], [['no', 'yes'], 10], [['no', 'no'], 15]]), ['yes', 'no'])
    expect(observed).toBeCloseTo(0.7, 12)
    expect(kappa).toBeCloseTo(0.4, 12)
  })

  it('tells two tables of equal agreement apart by their base rates: 0.1304 and 0.2593 (Wikipedia, "Cohen\'s kappa", same percentage agreement)', () => {
    const first = agreementOf(casesOf([[['yes', 'yes'], 45], [['yes', 'no'], 15], [['no', 'yes'], 25], [['no', 'no'], 15]]), ['yes', 'no'])
    const second = agreementOf(casesOf([[['yes', 'yes'], 25], [['yes', 'no'], 35], [['no', 'yes'], 5], [['no', 'no'], 35]]), ['yes', 'no'])
    expect([first.observed, second.observed]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.6, 12)])
    expect(first.kappa).toBeCloseTo(0.1304, 4)
    expect(second.kappa).toBeCloseTo(0.2593, 4)
  })

  it('gives Fleiss\' kappa of ten subjects and fourteen raters: 0.210 (Wikipedia, "Fleiss\' kappa", worked example; data after Fleiss 1971)', () => {
    const labels = ['1', '2', '3', '4', '5']
    const cases = FLEISS_1971.map(counts => counts.flatMap((count, index) => Array.from({ length: count }, () => labels[index]!)))
    const { observed, kappa } = agreementOf(cases, labels)
    expect(observed).toBeCloseTo(0.378, 3)
    expect(kappa).toBeCloseTo(0.210, 3)
  })

  it('gives Gwet\'s AC1 where kappa breaks down: 125 subjects, kappa -0.0234, AC1 0.9408 (K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", 2008)', () => {
    const { observed, kappa, ac1 } = agreementOf(casesOf([[['+', '+'], 118], [['+', '-'], 5], [['-', '+'], 2]]), ['+', '-'])
    expect(observed).toBeCloseTo(0.944, 12)
    expect(kappa).toBeCloseTo(-0.0234, 4)
    expect(ac1).toBeCloseTo(0.9408, 4)
  })

  it('is undefined for kappa when everybody always says the same, while AC1 and the share of equal pairs are 1', () => {
    const { observed, kappa, ac1, baseRates } = agreementOf(casesOf([[['spam', 'spam', 'spam'], 8]]), ['qualified', 'off_target', 'spam'])
    expect({ observed, kappa, ac1 }).toEqual({ observed: 1, kappa: null, ac1: 1 })
    expect(baseRates).toEqual({ qualified: 0, off_target: 0, spam: 1 })
  })

  it('says nothing about no cases', () => {
    expect(agreementOf([], ['met', 'not_met'])).toEqual({ cases: 0, observed: null, kappa: null, ac1: null, baseRates: {} })
  })
})
