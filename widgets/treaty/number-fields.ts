import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { TreatyStep } from './treaty-steps.ts'
import { DEFAULT_BONUS, DEFAULT_DEADLINES, DEFAULT_GATE, DEFAULT_REVIEW, DEFAULT_RULES, DEFAULT_TARGETS } from '../../src/domain/treaty-defaults.ts'

/** Unit a number is shown in; deadlines are kept in minutes and set in hours of working time. */
export type NumberUnit = 'percent' | 'days' | 'hours' | 'work_hours' | 'count'

/** One number of the treaty. */
export interface NumberField {
  /** Names from the document down: `gate.brake.perHour`. */
  readonly path: string
  readonly unit: NumberUnit
  readonly min: number
  readonly max: number
}

/** Minutes of an hour. */
const HOUR = 60

const percent = (path: string): NumberField => ({ path, unit: 'percent', min: 0, max: 100 })
const work = (path: string): NumberField => ({ path, unit: 'work_hours', min: 1, max: 130_000 })
const count = (path: string, min = 0, max = 1000): NumberField => ({ path, unit: 'count', min, max })

/** The numbers set in each step, in order. */
export const NUMBER_FIELDS: Readonly<Partial<Record<TreatyStep, readonly NumberField[]>>> = {
  criteria: [count('rules.unknownAllowed', 0, 3)],
  reasons: [count('rules.attempts', 1, 50)],
  targets: [
    percent('targets.targetSharePercent'),
    percent('targets.conversionPercent'),
    { path: 'targets.cycleDays', unit: 'days', min: 0.5, max: 3650 },
    { path: 'rules.maturityDays', unit: 'days', min: 1, max: 3650 },
    percent('review.spamPercent'),
    percent('review.offTargetPercent'),
    percent('review.qualifiedPercent'),
    percent('review.auditPercent'),
    percent('review.ropQualifiedPercent'),
    percent('review.ownerUpheldPercent'),
    count('review.marketingDisputesPerWeek'),
    count('review.salesDisputesPerWeek'),
    count('review.appealsPerWeek'),
    count('review.calibrationLeads'),
  ],
  deadlines: [work('deadlines.verdictMinutes'), work('deadlines.reviewMinutes'), work('deadlines.answerMinutes'), work('deadlines.rulingMinutes'), work('deadlines.handoffMinutes')],
  gate: [{ path: 'gate.maxAgeHours', unit: 'hours', min: 1, max: 720 }, count('gate.fightsAllowed', 0, 20), count('gate.brake.perHour', 1, 10_000), percent('gate.brake.sharePercent'), count('gate.brake.fromMoves', 1, 10_000)],
  bonus: [percent('bonus.headConversionPercent'), percent('bonus.repAccuracyPercent'), percent('bonus.repCoveragePercent')],
}

const DEFAULTS = { targets: DEFAULT_TARGETS, rules: DEFAULT_RULES, review: DEFAULT_REVIEW, deadlines: DEFAULT_DEADLINES, gate: DEFAULT_GATE, bonus: DEFAULT_BONUS }

/** The number at a path, in the unit it is shown in. */
export function numberAt(document: Partial<TreatyDocument>, { path, unit }: NumberField): number {
  const value = path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], document)
  return unit === 'work_hours' ? Number(value) / HOUR : Number(value)
}

/** What the number is unless the two sides say otherwise. */
export function defaultAt(field: NumberField): number {
  return numberAt(DEFAULTS as Partial<TreatyDocument>, field)
}

/** The part of the document that changes when a number is set, given in the unit it is shown in. */
export function withNumber(document: TreatyDocument, { path, unit }: NumberField, shown: number): Partial<TreatyDocument> {
  const value = unit === 'work_hours' ? Math.round(shown * HOUR) : shown
  const [section = '', ...rest] = path.split('.')
  const part = document[section as keyof TreatyDocument]
  return { [section]: set(part, rest, value) } as Partial<TreatyDocument>
}

function set(part: unknown, [name, ...rest]: string[], value: number): unknown {
  if (name === undefined)
    return value
  const record = part as Record<string, unknown>
  return { ...record, [name]: set(record[name], rest, value) }
}

/** Name of a number's words: the last part of its path. */
export function fieldName(path: string): string {
  return path.split('.').at(-1) ?? path
}
