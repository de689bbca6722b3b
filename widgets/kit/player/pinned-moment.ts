/** A moment of a recording somebody pinned. */
export interface PinnedMoment {
  /** From the start of the recording. */
  readonly second: number
  /** Why, in the viewer's language: who pinned it, what was said. */
  readonly label: string
}
