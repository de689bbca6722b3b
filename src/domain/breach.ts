import type { UserId } from './ids.ts'

/**
 * What kind of trespass the ledger keeps. `past_handoff`: an unconverted lead beyond the border. `converted`: a lead converted,
 * or its first governed deal at work, without the right. `second_deal`: a further deal of an unqualified lead.
 */
export const BREACH_KINDS = ['past_handoff', 'junk', 'converted', 'second_deal', 'deal_without_lead'] as const

/** A kind of breach. */
export type BreachKind = typeof BREACH_KINDS[number]

/** The way an item went, as far as evidence goes. @see product section 6.3 */
export const BREACH_ROUTES = ['widget', 'timeline', 'handoff', 'person', 'no_user', 'deal_without_lead', 'other_pipeline', 'unknown'] as const

/** A route of a breach. */
export type BreachRoute = typeof BREACH_ROUTES[number]

/** What became of a breach; a row may gather several in time. */
export const BREACH_OUTCOMES = [
  'returned',
  'held',
  'released',
  'completed',
  'granted',
  'notice',
  'expired',
  'too_old',
  'brake',
  'paused',
  'handed_to_rop',
  'refused_by_portal',
] as const

/** An outcome of a breach. */
export type BreachOutcome = typeof BREACH_OUTCOMES[number]

/** Outcomes after which the item is no longer beyond the handoff without right: a further trespass is a new row. */
export const SETTLING_OUTCOMES: readonly BreachOutcome[] = ['returned', 'held', 'completed', 'granted']

/** Says whether these outcomes have ended the breach. */
export function isSettled(outcomes: readonly BreachOutcome[]): boolean {
  return outcomes.some(outcome => SETTLING_OUTCOMES.includes(outcome))
}

/** Why the route is believed. Everything may be missing: absence is shown as "unknown". */
export interface BreachEvidence {
  /** The item's `movedBy` when the move was read. */
  readonly movedBy: UserId | null
  /** Users whose token came with an event about the item since the move; `null` inside = an event without a token. */
  readonly eventUsers: readonly (UserId | null)[]
  /** Row of the stage history; null when the portal shows none for the move. */
  readonly historyId: number | null
  /** Pipeline the deal was in before it entered the governed one. */
  readonly fromPipelineId?: number
  /** What the gate wished to do; the only deed of an observing gate. */
  readonly wished?: string
  /** Limits that kept it from doing so. */
  readonly limits?: readonly string[]
}
