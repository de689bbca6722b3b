import type { StageRef } from '../../src/domain/treaty.ts'

/** One entry of a picker. */
export interface Choice {
  readonly value: string
  readonly label: string
}

/** What a step of the funnel may be given; the same for every step. */
export interface StepChoices {
  readonly owners: readonly Choice[]
  /** Kinds of binding: stages, a traffic figure, or an activity. */
  readonly kinds: readonly Choice[]
  /** Empty until the page stands: nobody opens the picker before. */
  readonly stages: readonly (Choice & { readonly stage: StageRef })[]
}
