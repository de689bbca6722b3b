import type { PortalFacts } from './check-portal-fit.ts'
import type { TreatyProblem } from './treaty-problem.ts'
import type { TreatyDocument } from './treaty.ts'
import { checkCalendar } from './check-calendar.ts'
import { checkCriteria, checkWords } from './check-criteria.ts'
import { checkFunnel } from './check-funnel.ts'
import { checkGate } from './check-gate.ts'
import { checkNumbers } from './check-numbers.ts'
import { checkPortalFit } from './check-portal-fit.ts'

/** Everything that keeps a treaty from being signed, each with its field; empty = ready. Drafts may be kept with problems. */
export function checkTreaty(document: TreatyDocument, portal: PortalFacts): TreatyProblem[] {
  return [...checkDocument(document), ...checkPortalFit(document, portal)]
}

/** The part that needs no portal: what an imported file can be judged by. */
export function checkDocument(document: TreatyDocument): TreatyProblem[] {
  return [
    ...checkWords(document.title, 'title'),
    ...checkFunnel(document),
    ...checkCriteria(document),
    ...checkNumbers(document),
    ...checkCalendar(document.calendar),
    ...checkGate(document.gate),
  ]
}
