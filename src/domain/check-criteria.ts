import type { Criterion } from './criterion.ts'
import type { TreatyProblem } from './treaty-problem.ts'
import type { TreatyDocument } from './treaty.ts'
import type { Words } from './words.ts'
import { MANDATORY_CRITERIA } from './criterion.ts'
import { ALL_MET } from './native-options.ts'
import { problem } from './treaty-problem.ts'
import { CRITERIA_OUTCOMES } from './treaty.ts'

/** Checks criteria, warmth, matrix and reasons of a treaty. */
export function checkCriteria(document: TreatyDocument): TreatyProblem[] {
  const { criteria, warmth, reasons } = document
  return [
    ...mandatoryCount(criteria),
    ...checkCodes(criteria, 'criteria'),
    ...criteria.flatMap((criterion, index) => checkCriterion(criterion, `criteria[${index}]`)),
    ...(warmth.length < 2 ? [problem('warmth_too_few', 'warmth', { min: 2, value: warmth.length })] : []),
    ...checkCodes(warmth, 'warmth'),
    ...checkMatrix(document),
    ...(reasons.offTarget.length === 0 ? [problem('reasons_missing', 'reasons.offTarget')] : []),
    ...(reasons.spam.length === 0 ? [problem('reasons_missing', 'reasons.spam')] : []),
    ...checkCodes(reasons.offTarget, 'reasons.offTarget'),
    ...checkCodes(reasons.spam, 'reasons.spam'),
  ]
}

/** Codes are stable ASCII, each once; every entry has words in both languages. */
export function checkCodes(entries: readonly { readonly code: string, readonly words: Words }[], field: string): TreatyProblem[] {
  return entries.flatMap(({ code, words }, index) => [
    ...(/^[a-z]\w{0,39}$/i.test(code) && code !== ALL_MET ? [] : [problem('code_invalid', `${field}[${index}].code`, { code })]),
    ...(entries.findIndex(other => other.code === code) < index ? [problem('code_twice', `${field}[${index}].code`, { code })] : []),
    ...checkWords(words, `${field}[${index}].words`),
  ])
}

/** A name must be there in both languages: the portal shows either. */
export function checkWords(words: Words, field: string): TreatyProblem[] {
  return (['ru', 'en'] as const).filter(language => words[language].trim() === '').map(language => problem('words_missing', `${field}.${language}`))
}

function mandatoryCount(criteria: readonly Criterion[]): TreatyProblem[] {
  const value = criteria.filter(criterion => criterion.mandatory).length
  if (value < MANDATORY_CRITERIA.min)
    return [problem('criteria_too_few', 'criteria', { ...MANDATORY_CRITERIA, value })]
  return value > MANDATORY_CRITERIA.max ? [problem('criteria_too_many', 'criteria', { ...MANDATORY_CRITERIA, value })] : []
}

function checkCriterion(criterion: Criterion, field: string): TreatyProblem[] {
  if (criterion.kind === 'choice' && criterion.field !== null && criterion.metValues.length === 0)
    return [problem('choice_without_values', `${field}.metValues`)]
  if (criterion.kind === 'date_horizon' && criterion.withinDays < 1)
    return [problem('number_out_of_range', `${field}.withinDays`, { min: 1, max: 3650, value: criterion.withinDays })]
  if (criterion.kind !== 'number_range')
    return []
  const { min, max, tolerancePercent } = criterion
  return [
    ...(min !== null && max !== null && min > max ? [problem('range_empty', `${field}.min`, { min, max })] : []),
    ...(criterion.field !== null && min === null && max === null ? [problem('range_empty', `${field}.min`)] : []),
    ...(tolerancePercent < 0 || tolerancePercent > 100 ? [problem('number_out_of_range', `${field}.tolerancePercent`, { min: 0, max: 100, value: tolerancePercent })] : []),
  ]
}

function checkMatrix({ matrix, warmth }: TreatyDocument): TreatyProblem[] {
  const absent = CRITERIA_OUTCOMES.flatMap(criteria => warmth
    .filter(level => !matrix.cells.some(cell => cell.criteria === criteria && cell.warmth === level.code))
    .map(level => problem('matrix_incomplete', 'matrix.cells', { criteria, warmth: level.code })))
  const unknown = matrix.cells.flatMap((cell, index) => matrix.steps.some(step => step.code === cell.step)
    ? []
    : [problem('matrix_step_unknown', `matrix.cells[${index}].step`, { step: cell.step })])
  return [...absent, ...unknown, ...checkCodes(matrix.steps, 'matrix.steps')]
}
