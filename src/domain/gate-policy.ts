import type { PipelineId, StageId } from './ids.ts'

/** What happens to a converted lead's deal when the lead is not qualified. */
export const CONVERTED_POLICIES = ['hold_deal', 'notice', 'return_lead'] as const

/** What happens to a governed deal that has no lead. */
export const DEAL_WITHOUT_LEAD_POLICIES = ['notice', 'hold', 'own_verdict'] as const

/** Why an item may pass without a verdict. */
export const EXEMPTION_KINDS = ['repeat_client', 'source', 'creator', 'pipeline'] as const

/** How the gate treats one pipeline of deals. */
export interface GovernedPipeline {
  readonly pipelineId: PipelineId
  /** Stage «Ждёт квалификации»; null = the gate can only give notice here. */
  readonly waitingStageId: StageId | null
  /** @default 'hold_deal' */
  readonly convertedPolicy: typeof CONVERTED_POLICIES[number]
  /** @default 'notice' */
  readonly dealWithoutLead: typeof DEAL_WITHOUT_LEAD_POLICIES[number]
}

/** Items that pass by agreement: repeat clients, named sources, creators (user ids as text) or pipelines (ids as text). */
export interface Exemption {
  readonly kind: typeof EXEMPTION_KINDS[number]
  /** Values as text; unused for `repeat_client`. */
  readonly values: readonly string[]
}

/** When the gate stops correcting by itself and only observes. */
export interface BrakeLimits {
  /** More corrections than this within an hour. @default 30 */
  readonly perHour: number
  /** More than this percent of the moves of an hour were corrected ... @default 25 */
  readonly sharePercent: number
  /** ... counted from this many moves on. @default 20 */
  readonly fromMoves: number
}

/** The rule at the handoff with its limits. @see product section 6 */
export interface GatePolicy {
  /** Pipelines the gate applies to; a pipeline not named here is free. */
  readonly pipelines: readonly GovernedPipeline[]
  /** An item may not go to junk without complete feedback. @default true */
  readonly junkNeedsFeedback: boolean
  /** Only moves younger than this are corrected; older ones go to the ledger only. @default 24 */
  readonly maxAgeHours: number
  /** Corrections of one item that people may undo before the ROP decides. @default 2 */
  readonly fightsAllowed: number
  readonly brake: BrakeLimits
  readonly exemptions: readonly Exemption[]
}
