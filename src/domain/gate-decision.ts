import type { BreachKind, BreachOutcome } from './breach.ts'
import type { ObservingBecause } from './gate-facts.ts'
import type { StageId, VersionNo } from './ids.ts'
import type { ItemRef } from './item-ref.ts'

/** Moves the gate can make. Nothing is ever deleted. */
export const MOVE_KINDS = ['return_lead', 'hold_deal', 'release_deal', 'close_lead'] as const

/** A kind of move. */
export type MoveKind = typeof MOVE_KINDS[number]

/** A change of stage the gate wants. */
export interface StageCorrection {
  readonly kind: MoveKind
  readonly fromStageId: StageId
  readonly toStageId: StageId
}

/** One answer to a breach; in lists the wished one comes first and each next one is milder. */
export type Correction = StageCorrection | { readonly kind: 'notice' } | { readonly kind: 'hand_to_rop' }

/** Why a stricter correction is not on the list. */
export const GATE_LIMITS = [
  'too_old',
  'stage_not_confirmed',
  'stage_missing',
  'nowhere_to_return',
  'no_waiting_stage',
  'deal_won',
  'deal_lost',
  'deal_advanced',
  'fights',
  'policy_notice',
] as const

/** A limit that held. */
export type GateLimit = typeof GATE_LIMITS[number]

/** Why an item may not be where it is. */
export type HoldReason = 'no_feedback' | 'incomplete_feedback' | 'not_qualified' | 'no_lead'

/** Why an item may be where it is. */
export type PassReason = 'not_governed' | 'before_handoff' | 'lawful' | 'exempt' | 'granted' | 'deleted'

/** A trespass, as the ledger is to keep it. */
export interface BreachFound {
  /** The same trespass has the same key, whichever change made us look. */
  readonly key: string
  readonly kind: BreachKind
  /** The item the row belongs to. */
  readonly item: ItemRef
  /** See `crossingKey`. */
  readonly crossing: string
  readonly historyId: number | null
  readonly movedAt: number
  readonly fromPipelineId: number | null
  readonly versionNo: VersionNo
  readonly mode: 'observe' | 'enforce'
  /** Set when a signed version would have enforced. */
  readonly observing: ObservingBecause | null
}

/** What is decided about one item. */
export interface ItemDecision {
  readonly ref: ItemRef
  readonly state: 'pass' | 'hold'
  readonly pass: PassReason | null
  readonly reasons: readonly HoldReason[]
  /** A trespass that belongs to this item; new or known. */
  readonly breach: BreachFound | null
  /** Ledger row that hears of the corrections; a lead's row hears of those of its first deal. */
  readonly breachKey: string | null
  /** Identifies the crossing a correction answers. */
  readonly crossing: string | null
  /** Wished one first; empty when nothing is to be done. */
  readonly corrections: readonly Correction[]
  readonly limits: readonly GateLimit[]
  /** False: the list says what would have been done. */
  readonly enforce: boolean
  /** Ledger rows that end now, and how. */
  readonly settles: readonly { readonly key: string, readonly outcome: BreachOutcome }[]
}

/** What is decided about a lead and its deals. Corrections of different items do not depend on each other. */
export interface GateDecision {
  readonly items: readonly ItemDecision[]
}
