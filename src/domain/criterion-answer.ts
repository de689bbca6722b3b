import type { ChoiceCriterion, Criterion, DateHorizonCriterion, NumberRangeCriterion } from './criterion.ts'
import type { CriterionAnswer } from './verdict.ts'
import { localDay, parseDay } from './local-time.ts'

/** A value of a CRM field as read over REST: text, number, flag, list of them, or nothing. */
export type FieldValue = string | number | boolean | null | undefined | readonly FieldValue[]

/** When and where the answer is given: a date horizon counts calendar days of the portal's zone. */
export interface AnswerMoment {
  readonly now: number
  readonly timeZone: string
}

/** Relative width that floating-point arithmetic may add to a bound. */
const ROUNDING = 1e-12

/**
 * The answer a bound CRM field gives to its criterion by itself. Empty or unreadable is null: the rep answers.
 * A date in the past is null too: it says when the client wanted to buy, not when he wants to.
 */
export function answerFromField(criterion: Criterion, value: FieldValue, moment: AnswerMoment): CriterionAnswer | null {
  switch (criterion.kind) {
    case 'yes_no': return answerYesNo(value)
    case 'choice': return answerChoice(criterion, value)
    case 'number_range': return answerRange(criterion, value)
    case 'date_horizon': return answerHorizon(criterion, value, moment)
  }
}

/** Answers of all bound criteria by code, from the item's fields by name; criteria without an answer are left out. */
export function prefillAnswers(criteria: readonly Criterion[], fields: Readonly<Record<string, FieldValue>>, moment: AnswerMoment): Record<string, CriterionAnswer> {
  const answers = criteria.flatMap((criterion) => {
    const answer = criterion.field === null ? null : answerFromField(criterion, fields[criterion.field], moment)
    return answer === null ? [] : [[criterion.code, answer] as const]
  })
  return Object.fromEntries(answers)
}

function answerYesNo(value: FieldValue): CriterionAnswer | null {
  const text = textsOf(value)[0]?.toUpperCase()
  if (text === undefined)
    return null
  if (['Y', '1', 'TRUE'].includes(text))
    return 'met'
  return ['N', '0', 'FALSE'].includes(text) ? 'not_met' : null
}

function answerChoice(criterion: ChoiceCriterion, value: FieldValue): CriterionAnswer | null {
  const texts = textsOf(value).filter(text => text !== '0' && text !== 'false')
  if (texts.length === 0)
    return null
  return texts.some(text => criterion.metValues.includes(text)) ? 'met' : 'not_met'
}

function answerRange(criterion: NumberRangeCriterion, value: FieldValue): CriterionAnswer | null {
  const number = numberOf(value)
  if (number === null)
    return null
  const { min, max } = widened(criterion)
  return atLeast(number, min) && atLeast(max, number) ? 'met' : 'not_met'
}

/** The range with its tolerance on both sides, bounds included; a bound below zero widens downwards too. */
function widened({ min, max, tolerancePercent }: NumberRangeCriterion): { min: number, max: number } {
  const spare = (bound: number): number => Math.abs(bound) * tolerancePercent / 100
  return { min: min === null ? -Infinity : min - spare(min), max: max === null ? Infinity : max + spare(max) }
}

function atLeast(one: number, other: number): boolean {
  return one >= other || Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other))
}

function answerHorizon(criterion: DateHorizonCriterion, value: FieldValue, { now, timeZone }: AnswerMoment): CriterionAnswer | null {
  const day = dayOf(value, timeZone)
  const today = localDay(now, timeZone)
  if (day === null || day < today)
    return null
  return day - today <= criterion.withinDays ? 'met' : 'not_met'
}

/** Dates come as midnight with the portal's offset, or as a bare date. */
function dayOf(value: FieldValue, timeZone: string): number | null {
  const text = textsOf(value)[0]
  if (text === undefined)
    return null
  const bare = parseDay(text)
  if (bare !== null)
    return bare
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : localDay(at, timeZone)
}

/** Numbers come as numbers, as text, or as money text (`1500000|RUB`). Zero in an empty amount field cannot be told from "not asked". */
function numberOf(value: FieldValue): number | null {
  const text = textsOf(value)[0]?.split('|')[0]?.trim()
  if (text === undefined || !/^-?\d+(?:\.\d+)?$/.test(text))
    return null
  const number = Number(text)
  return number === 0 ? null : number
}

function textsOf(value: FieldValue): string[] {
  if (Array.isArray(value))
    return value.flatMap(entry => textsOf(entry as FieldValue))
  if (value === null || value === undefined || value === '')
    return []
  return [String(value).trim()].filter(text => text !== '')
}
