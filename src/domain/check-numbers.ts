import type { TreatyProblem } from './treaty-problem.ts'
import type { TreatyDocument } from './treaty.ts'
import { problem } from './treaty-problem.ts'

/** A year of working time: no deadline is longer. */
const MOST_MINUTES = 130_000

type Limits = readonly [field: string, value: number, min: number, max: number, whole?: 'whole']

/** Checks every number of a treaty against what makes sense; a deadline of zero is no deadline. */
export function checkNumbers(document: TreatyDocument): TreatyProblem[] {
  const criteria = document.criteria.filter(criterion => criterion.mandatory).length
  return [...promises(document), ...verdicts(document, criteria), ...reviews(document), ...gate(document), ...bonus(document)]
    .filter(([, value, min, max, whole]) => !(value >= min && value <= max) || (whole && !Number.isInteger(value)))
    .map(([field, value, min, max]) => problem('number_out_of_range', field, { min, max, value }))
}

function promises({ targets, deadlines }: TreatyDocument): Limits[] {
  return [
    ['targets.targetSharePercent', targets.targetSharePercent, 1, 100],
    ['targets.conversionPercent', targets.conversionPercent, 0.1, 100],
    ['targets.cycleDays', targets.cycleDays, 0.5, 3650],
    ...Object.entries(deadlines).map(([name, value]): Limits => [`deadlines.${name}`, value, 1, MOST_MINUTES, 'whole']),
  ]
}

function verdicts({ rules }: TreatyDocument, criteria: number): Limits[] {
  return [
    ['rules.unknownAllowed', rules.unknownAllowed, 0, Math.max(0, criteria - 1), 'whole'],
    ['rules.attempts', rules.attempts, 1, 50, 'whole'],
    ['rules.maturityDays', rules.maturityDays, 1, 3650, 'whole'],
  ]
}

function reviews({ review }: TreatyDocument): Limits[] {
  const percents = ['spamPercent', 'offTargetPercent', 'qualifiedPercent', 'auditPercent', 'ropQualifiedPercent', 'ownerUpheldPercent'] as const
  const counts = ['marketingDisputesPerWeek', 'salesDisputesPerWeek', 'appealsPerWeek', 'calibrationLeads'] as const
  return [
    ...percents.map((name): Limits => [`review.${name}`, review[name], 0, 100]),
    ...counts.map((name): Limits => [`review.${name}`, review[name], 0, 1000, 'whole']),
  ]
}

function gate({ gate: { maxAgeHours, fightsAllowed, brake } }: TreatyDocument): Limits[] {
  return [
    ['gate.maxAgeHours', maxAgeHours, 1, 720],
    ['gate.fightsAllowed', fightsAllowed, 0, 20, 'whole'],
    ['gate.brake.perHour', brake.perHour, 1, 10_000, 'whole'],
    ['gate.brake.sharePercent', brake.sharePercent, 1, 100],
    ['gate.brake.fromMoves', brake.fromMoves, 1, 10_000, 'whole'],
  ]
}

function bonus({ bonus: weights }: TreatyDocument): Limits[] {
  const rep = weights.repAccuracyPercent + weights.repCoveragePercent
  return [
    ['bonus.headConversionPercent', weights.headConversionPercent, 0, 100],
    ['bonus.repAccuracyPercent', weights.repAccuracyPercent, 0, 100],
    ['bonus.repCoveragePercent', rep > 100 ? rep : weights.repCoveragePercent, 0, 100],
  ]
}
