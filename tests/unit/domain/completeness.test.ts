import type { CriterionAnswer } from '../../../src/domain/verdict.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completenessOf, criteriaMet, isUnprovenNoAnswer, missingToJunk, missingToPass } from '../../../src/domain/completeness.ts'
import { offTarget, qualified, spam } from '../../support/sample-feedback.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const treaty = sampleTreaty()
const lenient = sampleTreaty({ rules: { ...treaty.rules, unknownAllowed: 1 } })
const codes = (missing: readonly { code: string, criterion: string | null }[]) => missing.map(part => part.criterion === null ? part.code : `${part.code}:${part.criterion}`)

describe('complete feedback', () => {
  it('is a qualified verdict with every criterion met and a warmth', () => {
    expect(completenessOf(qualified(), treaty)).toEqual({ complete: true, missing: [] })
  })

  it.each([
    ['a criterion without an answer', qualified({ answers: { region: 'met', category: 'met', horizon: 'met' } }), ['criterion:budget']],
    ['a criterion that is not met', qualified({ answers: { ...qualified().answers, region: 'not_met' } }), ['criterion_not_met:region']],
    ['an unknown criterion when none may be unknown', qualified({ answers: { ...qualified().answers, horizon: 'unknown' } }), ['criterion_unknown:horizon']],
    ['no warmth', qualified({ warmth: null }), ['warmth']],
    ['a warmth the treaty does not know', qualified({ warmth: 'boiling' }), ['warmth']],
    ['off target without a reason', offTarget({ reason: null }), ['reason']],
    ['off target with a reason of spam', offTarget({ reason: 'advertiser' }), ['reason']],
    ['"other" without words', spam({ reason: 'other' }), ['reason_words']],
    ['"other" with blanks for words', spam({ reason: 'other', comment: '  ' }), ['reason_words']],
  ])('is refused for %s', (_, content, missing) => {
    const judged = completenessOf(content, treaty)
    expect(judged.complete).toBe(false)
    expect(codes(judged.missing)).toEqual(missing)
  })

  it('is off target or spam with a reason alone, and "other" with words', () => {
    expect(completenessOf(offTarget(), treaty).complete).toBe(true)
    expect(completenessOf(spam({ reason: 'other', comment: 'розыгрыш' }), treaty).complete).toBe(true)
  })

  it('allows as many unknown criteria as agreed and names all of them beyond that', () => {
    const one = qualified({ answers: { ...qualified().answers, horizon: 'unknown' } })
    const two = qualified({ answers: { ...qualified().answers, horizon: 'unknown', budget: 'unknown' } })
    expect(completenessOf(one, lenient).complete).toBe(true)
    expect(codes(completenessOf(two, lenient).missing)).toEqual(['criterion_unknown:horizon', 'criterion_unknown:budget'])
  })

  it('does not ask for criteria that are not mandatory', () => {
    const optional = sampleTreaty({ criteria: treaty.criteria.map(criterion => criterion.code === 'budget' ? { ...criterion, mandatory: false } : criterion) })
    expect(completenessOf(qualified({ answers: { region: 'met', category: 'met', horizon: 'met' } }), optional).complete).toBe(true)
  })

  it('holds for qualified exactly when all answers are there, none is "not met" and few enough are unknown', () => {
    const answer = fc.option(fc.constantFrom<CriterionAnswer>('met', 'not_met', 'unknown'), { nil: undefined })
    fc.assert(fc.property(fc.tuple(answer, answer, answer, answer), fc.integer({ min: 0, max: 3 }), (given, unknownAllowed) => {
      const rules = { ...treaty, rules: { ...treaty.rules, unknownAllowed } }
      const answers = Object.fromEntries(treaty.criteria.flatMap(({ code }, index) => given[index] === undefined ? [] : [[code, given[index]]]))
      const expected = !given.includes(undefined) && !given.includes('not_met') && given.filter(one => one === 'unknown').length <= unknownAllowed
      expect(completenessOf(qualified({ answers }), rules).complete).toBe(expected)
    }))
  })
})

describe('what a move still needs', () => {
  it('is a verdict when there is none, for every move', () => {
    expect(codes(missingToPass(null, treaty))).toEqual(['verdict'])
    expect(codes(missingToJunk(null, treaty))).toEqual(['verdict'])
  })

  it('is a qualified verdict for a move forward, whatever else was said', () => {
    expect(codes(missingToPass(offTarget(), treaty))).toEqual(['qualified'])
  })

  it('is nothing for a move to junk once any verdict is complete', () => {
    expect(missingToJunk(spam(), treaty)).toEqual([])
    expect(missingToJunk(qualified(), treaty)).toEqual([])
  })
})

describe('"no answer"', () => {
  it('is unproven with fewer calls than agreed and proven from the agreed number on', () => {
    const content = spam({ reason: 'no_answer' })
    expect([0, 4, 5, 6].map(calls => isUnprovenNoAnswer(content, treaty, calls))).toEqual([true, true, false, false])
  })

  it('does not make other reasons unproven', () => {
    expect(isUnprovenNoAnswer(spam(), treaty, 0)).toBe(false)
  })
})

describe('criteria met', () => {
  it('counts mandatory criteria only', () => {
    expect(criteriaMet({ region: 'met', category: 'not_met', budget: 'met', extra: 'met' }, treaty)).toEqual({ met: 2, of: 4 })
  })
})
