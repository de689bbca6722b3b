/** Under so many items a share says little: it is drawn soft. */
export const SMALL_SAMPLE = 20
