import type { ItemDecision } from '../domain/gate-decision.ts'
import type { MissingPart } from '../domain/missing-part.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Item } from '../store/items.ts'

/** What messages need to know of an item the gate has judged. The gate's own answer fits. */
export interface HeldItem {
  readonly item: Item
  readonly lead: Item | null
  readonly decision: ItemDecision
  readonly isNewBreach: boolean
  readonly stoppedByBrake: boolean
  readonly missing: readonly MissingPart[]
  readonly hasCompleteFeedback: boolean
  readonly treaty: TreatyDocument | null
}

/** Says whether people are to hear of a decision. */
export function isSpokenOf(held: HeldItem): boolean {
  return held.decision.enforce && !held.stoppedByBrake && held.decision.corrections.length > 0
}

/** Dedupe key of the correction a decision wishes; null when it wishes none. @see correctionIntention in src/gate */
export function wishedCorrectionKey({ decision, item }: HeldItem): string | null {
  const wish = decision.corrections[0]
  return wish && 'toStageId' in wish ? `correct:${wish.kind}:${item.entityTypeId}:${item.itemId}:${decision.crossing}` : null
}
