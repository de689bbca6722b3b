import type { BrakeLimits, GatePolicy, GovernedPipeline } from './gate-policy.ts'
import type { BonusWeights, Deadlines, NextStep, ReviewRules, Targets, VerdictRules, WarmthLevel } from './treaty.ts'
import type { WorkingInterval } from './working-calendar.ts'

/** @see product section 4 */
export const DEFAULT_TARGETS: Targets = { targetSharePercent: 80, conversionPercent: 10, cycleDays: 10 }

/** Half a working day for a verdict, two for a review and a ruling, one for an answer. */
export const DEFAULT_DEADLINES: Deadlines = { verdictMinutes: 240, reviewMinutes: 960, answerMinutes: 480, rulingMinutes: 960, handoffMinutes: 120 }

/** @see product sections 3 and 4 */
export const DEFAULT_RULES: VerdictRules = { unknownAllowed: 0, attempts: 5, maturityDays: 60, spamInTargetShare: true }

/** @see product section 7 */
export const DEFAULT_REVIEW: ReviewRules = {
  spamPercent: 100,
  offTargetPercent: 100,
  qualifiedPercent: 10,
  auditPercent: 10,
  ropQualifiedPercent: 10,
  ownerUpheldPercent: 10,
  marketingDisputesPerWeek: 30,
  salesDisputesPerWeek: 30,
  appealsPerWeek: 1,
  calibrationLeads: 10,
}

/** @see product section 6 */
const DEFAULT_BRAKE: BrakeLimits = { perHour: 30, sharePercent: 25, fromMoves: 20 }

/** The gate's numbers; pipelines and exemptions are the portal's own. @see product section 6 */
export const DEFAULT_GATE: Omit<GatePolicy, 'pipelines' | 'exemptions'> = { junkNeedsFeedback: true, maxAgeHours: 24, fightsAllowed: 2, brake: DEFAULT_BRAKE }

/** How a pipeline is governed unless the two sides say otherwise. */
export const DEFAULT_PIPELINE_POLICY: Pick<GovernedPipeline, 'convertedPolicy' | 'dealWithoutLead'> = { convertedPolicy: 'hold_deal', dealWithoutLead: 'notice' }

/** @see product section 10 */
export const DEFAULT_BONUS: BonusWeights = { headConversionPercent: 30, repAccuracyPercent: 20, repCoveragePercent: 10 }

/** Hottest first. */
export const DEFAULT_WARMTH: readonly WarmthLevel[] = [
  { code: 'hot', words: { ru: 'Горячий', en: 'Hot' }, sign: '🔥' },
  { code: 'warm', words: { ru: 'Тёплый', en: 'Warm' }, sign: '☀️' },
  { code: 'cold', words: { ru: 'Холодный', en: 'Cold' }, sign: '❄️' },
]

/** Next steps the default matrix names. */
export const DEFAULT_STEPS: readonly NextStep[] = [
  { code: 'handoff', words: { ru: 'Передать в продажи сегодня', en: 'Hand off to sales today' } },
  { code: 'clarify', words: { ru: 'Уточнить недостающее и передать', en: 'Clarify what is missing, then hand off' } },
  { code: 'nurture', words: { ru: 'Вернуть в прогрев', en: 'Return to nurturing' } },
]

/** Nine to six, Monday to Friday, an hour for lunch not taken off. */
export const DEFAULT_WEEK: readonly (readonly WorkingInterval[])[] = [0, 1, 2, 3, 4, 5, 6]
  .map(day => day < 5 ? [{ fromMinute: 540, toMinute: 1080 }] : [])
