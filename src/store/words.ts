/** What people wrote in the app: comments, answers, reasons of passes and rulings. Their counts and codes stay when the words go. */
export interface WordRepository {
  /** Empties words written before a moment, in every table that has some; returns how many rows lost theirs. */
  forgetBefore: (portalId: number, before: number) => Promise<number>
  /** Empties words about items that have been gone from the portal since before a moment; returns how many rows lost theirs. */
  forgetOfGone: (portalId: number, goneBefore: number) => Promise<number>
}
