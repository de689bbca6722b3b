/** What is counted per set of items and kept in the sums; none of these depends on the time of looking. */
export const FIGURE_COUNTS = [
  'items',
  'no_treaty',
  'verdict',
  'qualified',
  'off_target',
  'spam',
  'unproven',
  'no_verdict',
  'still_trying',
  'share_base',
  'never_settles',
  'with_deadline',
  'covered',
  'on_time',
  'won',
  'won_qualified',
  'won_unqualified',
] as const

/** A count kept in the sums. */
export type FigureCount = typeof FIGURE_COUNTS[number]

/** Counts that depend on `now`: of items whose deadline is past, and of verdicts that may still change. */
export const TIMED_COUNTS = ['due', 'due_covered', 'due_on_time', 'unsettled'] as const

/** A count that depends on the time of looking. */
export type TimedCount = typeof TIMED_COUNTS[number]

/** Anything that counts items; each has its list. */
export type ItemCount = FigureCount | TimedCount

/** One set of items in numbers. */
export type FigureSums = Readonly<Record<ItemCount, number>> & {
  /** Won deals in the portal's currency, minor units. */
  readonly revenueMinor: number
  /** Won deals in another currency; their amounts are in no sum. */
  readonly foreignDeals: number
  /** When the youngest item is mature; null for an empty set. */
  readonly matureAt: number | null
}
