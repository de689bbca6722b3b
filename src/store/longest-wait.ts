/** Nothing is put off for longer, ms: what is put off further was dated by a clock that went wrong, and counts as due. */
export const LONGEST_WAIT_MS = 30 * 60_000
