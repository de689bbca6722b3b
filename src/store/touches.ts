import type { ItemRef } from '../domain/item-ref.ts'

/** A call, message or completed activity of an employee about a lead or deal. */
export interface Touch extends ItemRef {
  activityId: number
  /** Who was responsible for it. */
  userId: number
  touchedAt: number
  /** An outgoing call, answered or not. */
  isAttempt: boolean
  /** Length of the talk; 0 = none. */
  talkSeconds: number
}

/** Touches of clients; nothing of what was said. */
export interface TouchRepository {
  /** Adds new ones; a known activity keeps its earliest moment and takes what is true of it now. Figures of what changed are worked out again. */
  addMany: (portalId: number, touches: readonly Touch[]) => Promise<void>
  ofItems: (portalId: number, refs: readonly ItemRef[]) => Promise<Touch[]>
  /** Whether any is known: until then a figure of them says "no data". */
  hasAny: (portalId: number) => Promise<boolean>
  /** Whether any talk is known. */
  hasTalk: (portalId: number) => Promise<boolean>
}
