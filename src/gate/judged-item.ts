import type { ItemDecision } from '../domain/gate-decision.ts'
import type { MissingPart } from '../domain/missing-part.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Item } from '../store/items.ts'

/** What the gate decided about one item, with what messages about it need. */
export interface JudgedItem {
  readonly item: Item
  /** The lead the matter is about; null for a deal without one. */
  readonly lead: Item | null
  readonly decision: ItemDecision
  /** Id of the ledger row the decision belongs to; null when there is none. */
  readonly breachId: number | null
  /** The row was written just now. */
  readonly isNewBreach: boolean
  /** The brake fell before this item: it is only written down. */
  readonly stoppedByBrake: boolean
  /** What the verdict still lacks. */
  readonly missing: readonly MissingPart[]
  /** The item has complete feedback. */
  readonly hasCompleteFeedback: boolean
  /** The text in force now; null before any version. */
  readonly treaty: TreatyDocument | null
}
