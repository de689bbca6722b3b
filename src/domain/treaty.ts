import type { Criterion } from './criterion.ts'
import type { GatePolicy } from './gate-policy.ts'
import type { DepartmentId, PipelineId, StageId, UserId } from './ids.ts'
import type { EntityTypeId } from './item-ref.ts'
import type { Role } from './role.ts'
import type { Words } from './words.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** Traffic figures a marketing step can be bound to; typed in or imported, without lists behind them. */
export const TRAFFIC_FIGURES = ['visits', 'subscribers', 'mailing_sent', 'mailing_clicked'] as const

/** Activities a step can be bound to. */
export const STEP_ACTIVITIES = ['first_attempt', 'first_talk'] as const

/** A stage of the portal. Leads have the single pipeline 0. */
export interface StageRef {
  readonly entityTypeId: EntityTypeId
  readonly pipelineId: PipelineId
  readonly stageId: StageId
}

/** What makes an item reach a funnel step. */
export type StepBinding
  = | { readonly kind: 'stages', readonly stages: readonly StageRef[] }
    | { readonly kind: 'traffic', readonly figure: typeof TRAFFIC_FIGURES[number] }
    | { readonly kind: 'activity', readonly activity: typeof STEP_ACTIVITIES[number] }

/** One step of the common funnel. */
export interface FunnelStep {
  /** `M1`-`M3` for marketing, `P1`-`P3` for sales; split steps get a letter (`M3a`). */
  readonly code: string
  readonly side: 'marketing' | 'sales'
  readonly words: Words
  /** The role that answers for the step. */
  readonly owner: Role
  readonly binding: StepBinding
}

/** The border between the last marketing step and `P1`, drawn on the items that pass it. */
export interface Handoff {
  /** Code of the last marketing step. */
  readonly afterStep: string
  /** What passes: leads (1, pipeline 0) in classic mode, deals of an intake pipeline in simple mode. */
  readonly intake: { readonly entityTypeId: EntityTypeId, readonly pipelineId: PipelineId }
  /** Stages of the intake item before the border. */
  readonly intakeStageIds: readonly StageId[]
  /** Stages of the intake item beyond the border, the success stage among them; junk stages are on neither side. */
  readonly beyondStageIds: readonly StageId[]
}

/** A step of the readiness scale, hottest first in the list. */
export interface WarmthLevel {
  readonly code: string
  readonly words: Words
  /** Emoji shown beside the word. */
  readonly sign: string
}

/** How the mandatory criteria came out as a whole. */
export const CRITERIA_OUTCOMES = ['all_met', 'some_unknown', 'some_not_met'] as const

/** A next step the matrix can name; its code is raised as an automation trigger. */
export interface NextStep {
  readonly code: string
  readonly words: Words
}

/** One cell of the qualification matrix. */
export interface MatrixCell {
  readonly criteria: typeof CRITERIA_OUTCOMES[number]
  /** Code of a warmth level. */
  readonly warmth: string
  /** Code of a next step. */
  readonly step: string
}

/** Criteria × warmth → next step. */
export interface QualificationMatrix {
  readonly steps: readonly NextStep[]
  readonly cells: readonly MatrixCell[]
}

/** A reason for an off-target or spam verdict. */
export interface Reason {
  readonly code: string
  readonly words: Words
  /** `other` needs words; `no_answer` is proven only after the agreed attempts. */
  readonly kind: 'plain' | 'other' | 'no_answer'
}

/** What both sides promise to reach. */
export interface Targets {
  /** Final verdict `qualified` of all final verdicts. @default 80 */
  readonly targetSharePercent: number
  /** Items won of all items. @default 10 */
  readonly conversionPercent: number
  /** Creation to first won, median, calendar days. @default 10 */
  readonly cycleDays: number
}

/** Promises both ways, in minutes of working time; the handoff wait too. */
export interface Deadlines {
  /** Creation (or "still trying") → complete feedback. @default 240 */
  readonly verdictMinutes: number
  /** Feedback → marketing's review. @default 960 */
  readonly reviewMinutes: number
  /** Dispute → the rep's answer. @default 480 */
  readonly answerMinutes: number
  /** Dispute → the ROP's ruling. @default 960 */
  readonly rulingMinutes: number
  /** Qualified verdict → arrival beyond the handoff. @default 120 */
  readonly handoffMinutes: number
}

/** Numbers that decide how verdicts count. */
export interface VerdictRules {
  /** Mandatory criteria that may stay "unknown" in complete `qualified` feedback. @default 0 */
  readonly unknownAllowed: number
  /** Calls that make "no answer" final. @default 5 */
  readonly attempts: number
  /** Age at which a cohort's conversion can be trusted, days. @default 60 */
  readonly maturityDays: number
  /** Spam counts in the denominator of the target share. @default true */
  readonly spamInTargetShare: boolean
}

/** What is looked at again, by whom, and how often. Percents are of feedback given. */
export interface ReviewRules {
  /** @default 100 */
  readonly spamPercent: number
  /** @default 100 */
  readonly offTargetPercent: number
  /** @default 10 */
  readonly qualifiedPercent: number
  /** Random sample across all labels; the only basis of accuracy. @default 10 */
  readonly auditPercent: number
  /** Sample of ✅ the ROP looks at. @default 10 */
  readonly ropQualifiedPercent: number
  /** Sample of upheld rulings the owner looks at. @default 10 */
  readonly ownerUpheldPercent: number
  /** Disputes marketing may open in a week. @default 30 */
  readonly marketingDisputesPerWeek: number
  /** Answers against disputes the sales side may send to the ROP in a week. @default 30 */
  readonly salesDisputesPerWeek: number
  /** Rulings marketing may take to the owner in a week. @default 1 */
  readonly appealsPerWeek: number
  /** Leads judged blind by rep, marketer and ROP each month. @default 10 */
  readonly calibrationLeads: number
}

/** How much of a bonus hangs on the shared figures, percent. */
export interface BonusWeights {
  /** Heads: lead-to-customer conversion. @default 30 */
  readonly headConversionPercent: number
  /** Reps: accuracy from the audit sample. @default 20 */
  readonly repAccuracyPercent: number
  /** Reps: coverage. @default 10 */
  readonly repCoveragePercent: number
}

/** Proposes a role for everybody of a department, or for its head only. */
export interface RoleRule {
  readonly departmentId: DepartmentId
  readonly headOnly: boolean
  readonly role: Role
}

/** Who signs. The list of people in roles is a setting outside the version. */
export interface Signatories {
  readonly marketing: UserId | null
  readonly sales: UserId | null
  /** The owner signs only when he is named here. */
  readonly owner: UserId | null
}

/** Everything the two sides agree on. Signed versions never change. @see product section 4 */
export interface TreatyDocument {
  /** Shape of this document; a later shape is migrated when read. */
  readonly format: 1
  readonly title: Words
  /** Code of the template it came from. */
  readonly template: string
  /** Marketing steps first, in order. */
  readonly funnel: readonly FunnelStep[]
  readonly handoff: Handoff
  readonly criteria: readonly Criterion[]
  readonly warmth: readonly WarmthLevel[]
  readonly matrix: QualificationMatrix
  readonly reasons: { readonly offTarget: readonly Reason[], readonly spam: readonly Reason[] }
  readonly targets: Targets
  readonly deadlines: Deadlines
  readonly calendar: WorkingCalendar
  readonly rules: VerdictRules
  readonly review: ReviewRules
  readonly gate: GatePolicy
  readonly bonus: BonusWeights
  readonly roleRules: readonly RoleRule[]
  readonly signatories: Signatories
}
