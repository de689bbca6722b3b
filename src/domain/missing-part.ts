/** What can be missing from feedback. The words for each code live in `src/contracts/words`. */
export const MISSING_CODES = [
  /** No verdict at all. */
  'verdict',
  /** There is a verdict, but the move asks for `qualified`. */
  'qualified',
  /** A mandatory criterion has no answer. */
  'criterion',
  /** A mandatory criterion is answered "unknown" beyond the agreed number. */
  'criterion_unknown',
  /** `qualified` although a mandatory criterion is answered "not met". */
  'criterion_not_met',
  'warmth',
  'reason',
  /** The reason "other" was chosen without words. */
  'reason_words',
] as const

/** One part that keeps feedback from being complete. */
export interface MissingPart {
  readonly code: typeof MISSING_CODES[number]
  /** Code of the criterion the part speaks of; null for the others. */
  readonly criterion: string | null
}
