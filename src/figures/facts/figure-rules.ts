import type { RulingFact, SilenceFact } from '../../domain/final-verdict.ts'
import type { GateRules, GateStage } from '../../domain/gate-facts.ts'
import type { SignedVersion } from '../../domain/treaty-version.ts'
import type { FunnelStep, TreatyDocument } from '../../domain/treaty.ts'
import type { FeedbackEntry as StoredFeedback } from '../../store/feedback.ts'
import type { Item } from '../../store/items.ts'
import type { StageMove } from '../../store/moves.ts'
import type { Touch } from '../../store/touches.ts'

/** Everything of a portal that decides how its raw rows become facts. */
export interface FigureRules {
  /** IANA zone of the portal: whose days are meant. */
  readonly timeZone: string
  /** The day weeks begin on, Monday = 0. */
  readonly weekStart: number
  /** ISO 4217; amounts in another currency are in no sum. */
  readonly currency: string
  /** Signed versions, for deadlines and the spam rule. */
  readonly versions: readonly SignedVersion[]
  /** The version whose funnel, handoff and pipelines draw the figures: in force now, else the draft; null before any. */
  readonly document: TreatyDocument | null
  /** Stages of the intake, for stages made after signing. */
  readonly stages: readonly GateStage[]
  /** The same for the same rules. */
  readonly mark: string
}

/** What review and ruling have said about an item. */
export interface Decisions {
  readonly rulings: readonly RulingFact[]
  readonly silences: readonly SilenceFact[]
  /** When the verdict was accepted or a dispute ended; null = not by a decision. */
  readonly settledAt: number | null
}

/** All raw rows about one intake item, or about one deal without a lead. */
export interface RawItem {
  readonly item: Item
  /** Deals of a lead, deleted ones too; empty for a deal. */
  readonly deals: readonly Item[]
  /** Of the item and of its deals, in any order. */
  readonly moves: readonly StageMove[]
  readonly feedback: readonly StoredFeedback[]
  /** Of the item and of its deals, in any order. */
  readonly touches: readonly Touch[]
  readonly decisions?: Decisions | undefined
}

/** Steps in order; what is bound to traffic has no items. */
export function stepsOf(document: TreatyDocument | null): readonly FunnelStep[] {
  return document?.funnel ?? []
}

/** The handoff and the pipelines as the gate's own rules read them. */
export function gateRulesOf(document: TreatyDocument): GateRules {
  return { versionNo: 0, signed: true, inForceFrom: 0, handoff: document.handoff, policy: document.gate }
}

/** What passes the funnel before the handoff: leads, or deals that are or were in the intake pipeline. */
export function isIntake({ item, moves }: Pick<RawItem, 'item' | 'moves'>, document: TreatyDocument | null): boolean {
  const intake = document?.handoff.intake ?? { entityTypeId: 1, pipelineId: 0 }
  if (item.entityTypeId !== intake.entityTypeId)
    return false
  return item.entityTypeId === 1 || item.pipelineId === intake.pipelineId
    || moves.some(move => move.entityTypeId === 2 && move.itemId === item.itemId && move.pipelineId === intake.pipelineId)
}
