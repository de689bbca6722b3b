import type { Words } from './words.ts'

/** What every criterion has, whatever its kind. */
interface CriterionBase {
  /** Stable ASCII code (`budget`); also the `XML_ID` root of its native option. */
  readonly code: string
  readonly words: Words
  /** What counts as met, in one sentence; may be empty. */
  readonly hint: Words
  /** Two to four criteria are mandatory; the others inform only. */
  readonly mandatory: boolean
  /** Name of the lead's field that answers by itself (`UF_CRM_REGION`, `opportunity`); null = only the rep answers. */
  readonly field: string | null
}

/** Met when the bound flag is set. */
export interface YesNoCriterion extends CriterionBase {
  readonly kind: 'yes_no'
}

/** Met when the bound list field holds one of the agreed values. */
export interface ChoiceCriterion extends CriterionBase {
  readonly kind: 'choice'
  /** Values as the CRM keeps them (option ids as text, `SOURCE_ID` codes ...), compared as text. */
  readonly metValues: readonly string[]
}

/** Met when the number lies inside the agreed range, widened by the tolerance; both bounds are included. */
export interface NumberRangeCriterion extends CriterionBase {
  readonly kind: 'number_range'
  /** Null = no lower bound. */
  readonly min: number | null
  /** Null = no upper bound. */
  readonly max: number | null
  /** Percent of each bound that is forgiven: 25 means "budget ±25 %". @default 0 */
  readonly tolerancePercent: number
}

/** Met when the date is today or later, and at most so many days ahead. */
export interface DateHorizonCriterion extends CriterionBase {
  readonly kind: 'date_horizon'
  /** Calendar days from today, included. */
  readonly withinDays: number
}

/** One agreed test of a qualified lead. */
export type Criterion = YesNoCriterion | ChoiceCriterion | NumberRangeCriterion | DateHorizonCriterion

/** Kinds a criterion can have. */
export const CRITERION_KINDS = ['yes_no', 'choice', 'number_range', 'date_horizon'] as const

/** Fewest and most criteria that may be mandatory. */
export const MANDATORY_CRITERIA = { min: 2, max: 4 } as const
