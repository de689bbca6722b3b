import type { BreachOutcome } from './breach.ts'
import type { GatePolicy } from './gate-policy.ts'
import type { PipelineId, StageId, UserId, VersionNo } from './ids.ts'
import type { ItemRef } from './item-ref.ts'
import type { Handoff } from './treaty.ts'
import type { VerdictLabel } from './verdict.ts'

/** What a stage means to Bitrix24: in progress, success, failure. */
export type StageSemantic = 'P' | 'S' | 'F'

/** One row of the stage history. */
export interface GateMove {
  /** Id of the row; null when the move is known from the item only. */
  readonly historyId: number | null
  readonly pipelineId: PipelineId
  readonly stageId: StageId
  readonly semantic: StageSemantic
  readonly movedAt: number
}

/** A correction that was carried out. */
export interface PastCorrection {
  readonly kind: 'return_lead' | 'hold_deal' | 'release_deal' | 'close_lead'
  /** The crossing it answered, see `crossingKey`. */
  readonly crossing: string
  readonly fromStageId: StageId
  readonly toStageId: StageId
}

/** A complete verdict and when it came in force; rulings count like feedback. */
export interface GateVerdict {
  readonly label: VerdictLabel
  readonly from: number
}

/** A row of the ledger about the item. */
export interface KnownBreach {
  readonly key: string
  readonly mode: 'observe' | 'enforce'
  readonly outcomes: readonly BreachOutcome[]
}

/** A lead or deal as the gate sees it. */
export interface GateItem {
  readonly ref: ItemRef
  readonly pipelineId: PipelineId
  readonly stageId: StageId
  readonly semantic: StageSemantic
  readonly createdAt: number
  readonly createdBy: UserId | null
  readonly movedAt: number
  readonly sourceId: string | null
  readonly isReturnCustomer: boolean
  readonly deleted: boolean
  /** Oldest first; may be empty or end before the current stage. */
  readonly history: readonly GateMove[]
  /** Carried out ones, oldest first. */
  readonly corrections: readonly PastCorrection[]
  /** Complete ones in force one after the other, oldest first. */
  readonly verdicts: readonly GateVerdict[]
  /** Feedback exists that is not complete; "still trying" is none. */
  readonly hasIncompleteFeedback: boolean
  readonly breaches: readonly KnownBreach[]
  /** The ROP let it pass. */
  readonly granted: boolean
}

/** A stage of the portal as far as the gate cares. */
export interface GateStage {
  readonly pipelineId: PipelineId
  readonly stageId: StageId
  readonly semantic: StageSemantic
  readonly sort: number
  /** The admin confirmed that no robot of it talks to clients. */
  readonly clientFree: boolean
}

/** The gate's part of one treaty version; an unsigned draft only ever observes. */
export interface GateRules {
  readonly versionNo: VersionNo
  readonly signed: boolean
  /** Of a draft: since the app was installed. */
  readonly inForceFrom: number
  readonly handoff: Pick<Handoff, 'intakeStageIds' | 'beyondStageIds'>
  readonly policy: GatePolicy
}

/** Why the gate only watches although a signed version is in force. */
export type ObservingBecause = 'paused' | 'brake' | 'simple_mode'

/** Everything a decision depends on: one lead with its deals, or one deal without a lead. Nothing else is looked at. */
export interface GateFacts {
  readonly now: number
  readonly observing: ObservingBecause | null
  readonly rules: readonly GateRules[]
  readonly leadStages: readonly GateStage[]
  readonly dealStages: readonly GateStage[]
  /** Null for a deal that names no lead. A deleted lead is given as last known. */
  readonly lead: GateItem | null
  /** All deals of the lead in any order, or the one deal without a lead. */
  readonly deals: readonly GateItem[]
}
