import type { FieldValue } from '../../../src/domain/criterion-answer.ts'
import type { Criterion } from '../../../src/domain/criterion.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerFromField, prefillAnswers } from '../../../src/domain/criterion-answer.ts'

const base = { code: 'x', words: { ru: 'x', en: 'x' }, hint: { ru: '', en: '' }, mandatory: true, field: 'UF_CRM_X' }
const moment = { now: Date.parse('2026-03-10T21:30:00Z'), timeZone: 'Europe/Moscow' }
const answer = (criterion: Partial<Criterion> & Pick<Criterion, 'kind'>, value: FieldValue) => answerFromField({ ...base, ...criterion } as Criterion, value, moment)
const budget = (min: number | null, max: number | null, tolerancePercent: number) => ({ kind: 'number_range' as const, min, max, tolerancePercent })

describe('a yes-or-no criterion', () => {
  it.each<[FieldValue, string | null]>([
    ['Y', 'met'],
    ['1', 'met'],
    [1, 'met'],
    [true, 'met'],
    ['N', 'not_met'],
    ['0', 'not_met'],
    [false, 'not_met'],
    [null, null],
    ['', null],
    [undefined, null],
    [[], null],
    ['perhaps', null],
  ])('answers %j with %s', (value, expected) => {
    expect(answer({ kind: 'yes_no' }, value)).toBe(expected)
  })
})

describe('a choice', () => {
  const region = { kind: 'choice' as const, metValues: ['81', 'MSK'] }

  it.each<[FieldValue, string | null]>([
    [81, 'met'],
    ['81', 'met'],
    [['79', '81'], 'met'],
    ['MSK', 'met'],
    [82, 'not_met'],
    [['79'], 'not_met'],
    [[], null],
    ['', null],
    ['0', null],
    [0, null],
    [false, null],
  ])('answers %j with %s', (value, expected) => {
    expect(answer(region, value)).toBe(expected)
  })
})

describe('a number range with tolerance', () => {
  it.each<[number | string, string]>([
    [12_500_000, 'met'],
    [12_500_001, 'not_met'],
    [7_500_000, 'met'],
    [7_499_999, 'not_met'],
    ['12500000|RUB', 'met'],
    ['12500000.01|RUB', 'not_met'],
  ])('holds ten million ±25 percent, bounds included: $0 is $1', (value, expected) => {
    expect(answer(budget(10_000_000, 10_000_000, 25), value)).toBe(expected)
  })

  it('includes a bound that cannot be written exactly in binary', () => {
    expect(answer(budget(0.1, 0.7, 10), 0.77)).toBe('met')
    expect(answer(budget(0.1, 0.7, 10), 0.09)).toBe('met')
    expect(answer(budget(0.1, 0.7, 10), 0.0899)).toBe('not_met')
  })

  it('has open ends', () => {
    expect(answer(budget(null, 100, 0), 1)).toBe('met')
    expect(answer(budget(100, null, 0), 1_000_000)).toBe('met')
    expect(answer(budget(100, null, 0), 99)).toBe('not_met')
  })

  it.each<[FieldValue]>([[null], [''], [0], ['0'], ['0|RUB'], ['much'], [[]]])('leaves %j to the rep: an amount field is zero when nobody asked', (value) => {
    expect(answer(budget(1, 2, 0), value)).toBeNull()
  })

  it('is met exactly between the widened bounds', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 3e9 }), (min, width, tolerance, value) => {
      const max = min + width
      const inside = BigInt(value) * 100n >= BigInt(min) * BigInt(100 - tolerance) && BigInt(value) * 100n <= BigInt(max) * BigInt(100 + tolerance)
      expect(answer(budget(min, max, tolerance), value)).toBe(inside ? 'met' : 'not_met')
    }))
  })
})

describe('a date horizon', () => {
  const year = { kind: 'date_horizon' as const, withinDays: 365 }

  it.each<[FieldValue, string | null]>([
    ['2026-03-11', 'met'],
    ['2027-03-11', 'met'],
    ['2027-03-12', 'not_met'],
    ['2027-03-11T00:00:00+03:00', 'met'],
    ['2027-03-12T00:00:00+03:00', 'not_met'],
    ['2026-03-10', null],
    ['', null],
    [null, null],
    ['soon', null],
    ['2026-02-30', null],
  ])('counts days of the portal, where it is already 11 March: %j is %s', (value, expected) => {
    expect(answer(year, value)).toBe(expected)
  })
})

describe('prefilled answers', () => {
  it('come from bound criteria with a value and from no others', () => {
    const criteria: Criterion[] = [
      { ...base, code: 'a', kind: 'yes_no', field: 'UF_CRM_A' },
      { ...base, code: 'b', kind: 'yes_no', field: 'UF_CRM_B' },
      { ...base, code: 'c', kind: 'yes_no', field: null },
    ]
    expect(prefillAnswers(criteria, { UF_CRM_A: 'Y', UF_CRM_C: 'Y' }, moment)).toEqual({ a: 'met' })
  })
})
