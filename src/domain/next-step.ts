import type { CRITERIA_OUTCOMES, NextStep, TreatyDocument } from './treaty.ts'
import type { CriterionAnswers, FeedbackContent } from './verdict.ts'

/** The step the qualification matrix names for a verdict; null without a known warmth, or where the matrix has no cell. */
export function nextStepFor(content: FeedbackContent, document: Pick<TreatyDocument, 'criteria' | 'matrix'>): NextStep | null {
  if (content.warmth === null)
    return null
  const outcome = criteriaOutcome(content.answers, document)
  const cell = document.matrix.cells.find(({ criteria, warmth }) => criteria === outcome && warmth === content.warmth)
  return document.matrix.steps.find(step => step.code === cell?.step) ?? null
}

/** How the mandatory criteria came out as a whole; one "not met" outweighs any number of "unknown". */
export function criteriaOutcome(answers: CriterionAnswers, document: Pick<TreatyDocument, 'criteria'>): typeof CRITERIA_OUTCOMES[number] {
  const given = document.criteria.filter(criterion => criterion.mandatory).map(({ code }) => answers[code] ?? 'unknown')
  if (given.includes('not_met'))
    return 'some_not_met'
  return given.includes('unknown') ? 'some_unknown' : 'all_met'
}
