import type { Criterion } from '../domain/criterion.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import { z } from 'zod'
import { CONVERTED_POLICIES, DEAL_WITHOUT_LEAD_POLICIES, EXEMPTION_KINDS } from '../domain/gate-policy.ts'
import { ROLES } from '../domain/role.ts'
import { CRITERIA_OUTCOMES, STEP_ACTIVITIES, TRAFFIC_FIGURES } from '../domain/treaty.ts'
import { entityTypeIdSchema } from './item-ref.schema.ts'
import { workingCalendarSchema } from './working-calendar.schema.ts'

/**
 * The treaty as a JSON document: drafts, imports, exports. Only the shape is checked here, so that an unfinished draft can be
 * kept; whether it makes sense is the business of `src/domain/check-treaty.ts`. Unknown keys are refused: a misspelled field
 * would be lost in silence.
 */
const words = z.strictObject({ ru: z.string().max(500), en: z.string().max(500) })
const hint = z.strictObject({ ru: z.string().max(1000), en: z.string().max(1000) })
const code = z.string().max(60)
const stageId = z.string().min(1).max(60)
const pipelineId = z.number().int().min(0)
const userId = z.number().int().positive()

const stage = z.strictObject({ entityTypeId: entityTypeIdSchema, pipelineId, stageId })

const step = z.strictObject({
  code,
  side: z.enum(['marketing', 'sales']),
  words,
  owner: z.enum(ROLES),
  binding: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stages'), stages: z.array(stage).max(200) }),
    z.strictObject({ kind: z.literal('traffic'), figure: z.enum(TRAFFIC_FIGURES) }),
    z.strictObject({ kind: z.literal('activity'), activity: z.enum(STEP_ACTIVITIES) }),
  ]),
})

const criterionBase = { code, words, hint, mandatory: z.boolean(), field: z.string().min(1).max(60).nullable() }

const criterion = z.discriminatedUnion('kind', [
  z.strictObject({ ...criterionBase, kind: z.literal('yes_no') }),
  z.strictObject({ ...criterionBase, kind: z.literal('choice'), metValues: z.array(z.string().max(200)).max(500) }),
  z.strictObject({ ...criterionBase, kind: z.literal('number_range'), min: z.number().nullable(), max: z.number().nullable(), tolerancePercent: z.number() }),
  z.strictObject({ ...criterionBase, kind: z.literal('date_horizon'), withinDays: z.number().int() }),
]) satisfies z.ZodType<Criterion>

const reasons = z.array(z.strictObject({ code, words, kind: z.enum(['plain', 'other', 'no_answer']) })).max(50)

const matrix = z.strictObject({
  steps: z.array(z.strictObject({ code, words })).max(50),
  cells: z.array(z.strictObject({ criteria: z.enum(CRITERIA_OUTCOMES), warmth: code, step: code })).max(200),
})

const gate = z.strictObject({
  pipelines: z.array(z.strictObject({
    pipelineId,
    waitingStageId: stageId.nullable(),
    convertedPolicy: z.enum(CONVERTED_POLICIES),
    dealWithoutLead: z.enum(DEAL_WITHOUT_LEAD_POLICIES),
  })).max(200),
  junkNeedsFeedback: z.boolean(),
  maxAgeHours: z.number(),
  fightsAllowed: z.number(),
  brake: z.strictObject({ perHour: z.number(), sharePercent: z.number(), fromMoves: z.number() }),
  exemptions: z.array(z.strictObject({ kind: z.enum(EXEMPTION_KINDS), values: z.array(z.string().max(200)).max(500) })).max(50),
})

const numbers = {
  targets: z.strictObject({ targetSharePercent: z.number(), conversionPercent: z.number(), cycleDays: z.number() }),
  deadlines: z.strictObject({ verdictMinutes: z.number(), reviewMinutes: z.number(), answerMinutes: z.number(), rulingMinutes: z.number(), handoffMinutes: z.number() }),
  rules: z.strictObject({ unknownAllowed: z.number(), attempts: z.number(), maturityDays: z.number(), spamInTargetShare: z.boolean() }),
  review: z.strictObject({
    spamPercent: z.number(),
    offTargetPercent: z.number(),
    qualifiedPercent: z.number(),
    auditPercent: z.number(),
    ropQualifiedPercent: z.number(),
    ownerUpheldPercent: z.number(),
    marketingDisputesPerWeek: z.number(),
    salesDisputesPerWeek: z.number(),
    appealsPerWeek: z.number(),
    calibrationLeads: z.number(),
  }),
  bonus: z.strictObject({ headConversionPercent: z.number(), repAccuracyPercent: z.number(), repCoveragePercent: z.number() }),
}

/** Format 1 of the treaty document: has exactly the domain's fields, see the test that parses a whole document back to itself. */
export const treatyDocumentSchema = z.strictObject({
  format: z.literal(1),
  title: words,
  template: code,
  funnel: z.array(step).max(30),
  handoff: z.strictObject({
    afterStep: code,
    intake: z.strictObject({ entityTypeId: entityTypeIdSchema, pipelineId }),
    intakeStageIds: z.array(stageId).max(200),
    beyondStageIds: z.array(stageId).max(200),
  }),
  criteria: z.array(criterion).max(20),
  warmth: z.array(z.strictObject({ code, words, sign: z.string().max(16) })).max(10),
  matrix,
  reasons: z.strictObject({ offTarget: reasons, spam: reasons }),
  ...numbers,
  calendar: workingCalendarSchema,
  gate,
  roleRules: z.array(z.strictObject({ departmentId: z.number().int().positive(), headOnly: z.boolean(), role: z.enum(ROLES) })).max(500),
  signatories: z.strictObject({ marketing: userId.nullable(), sales: userId.nullable(), owner: userId.nullable() }),
}) satisfies z.ZodType<TreatyDocument>
