import { z } from 'zod'
import { ROLES, SIDES } from '../../domain/role.ts'
import { treatyDocumentSchema } from '../treaty-document.schema.ts'
import { wordsSchema } from '../words.schema.ts'
import { workingCalendarSchema } from '../working-calendar.schema.ts'
import { treatyVersionHeadSchema, treatyVersionViewSchema } from './treaty-version.schema.ts'

const entityTypeId = z.union([z.literal(1), z.literal(2)])

/** What the pickers of the workshop offer, from our copy of the portal. */
const workshopPortalSchema = z.object({
  crmMode: z.enum(['classic', 'simple']),
  pipelines: z.array(z.object({ entityTypeId, pipelineId: z.number().int(), name: z.string() })),
  stages: z.array(z.object({
    entityTypeId,
    pipelineId: z.number().int(),
    stageId: z.string(),
    name: z.string(),
    semantic: z.enum(['P', 'S', 'F']),
    isWaiting: z.boolean(),
  })),
  /** Active employees, and whoever still holds a role. */
  people: z.array(z.object({ userId: z.number().int(), name: z.string(), position: z.string().nullable(), roles: z.array(z.enum(ROLES)) })),
  departments: z.array(z.object({ departmentId: z.number().int(), name: z.string() })),
  /** What the stages suggest by what they mean. */
  proposal: treatyDocumentSchema.pick({ funnel: true, handoff: true }),
})

/** GET /api/treaty: everything the workshop opens with. */
export const treatyWorkshopSchema = z.object({
  can: z.object({
    draft: z.boolean(),
    /** Sides the viewer's roles may sign for. */
    sign: z.array(z.enum(SIDES)),
    editPeople: z.boolean(),
  }),
  /** The version that binds now; null = the gate observes. */
  inForce: treatyVersionViewSchema.nullable(),
  /** Signed and waiting for its date; null = none. */
  next: treatyVersionViewSchema.nullable(),
  draft: treatyVersionViewSchema.nullable(),
  /** All versions, newest first. */
  history: z.array(treatyVersionHeadSchema),
  templates: z.array(z.object({ code: z.string(), words: wordsSchema })),
  portal: workshopPortalSchema,
})

/** GET /api/treaty/surroundings: what is read from Bitrix24 itself; a part it does not give is empty or null. */
export const treatySurroundingsSchema = z.object({
  /** Fields of the intake item a criterion may be bound to. */
  fields: z.array(z.object({
    name: z.string(),
    title: z.string(),
    /** Kind of criterion it can answer. */
    kind: z.enum(['yes_no', 'choice', 'number_range', 'date_horizon']),
    /** Values of a list field; empty for others. */
    options: z.array(z.object({ value: z.string(), label: z.string() })),
  })),
  sources: z.array(z.object({ value: z.string(), label: z.string() })),
  /** The portal's own working calendar, to be confirmed. */
  calendar: workingCalendarSchema.nullable(),
})

/** GET /api/treaty/versions/:versionNo/preview: where the next page of items begins. */
export const treatyPreviewQuerySchema = z.object({
  afterAt: z.coerce.number().int().min(0).optional(),
  afterId: z.coerce.number().int().min(0).optional(),
})

const count = z.number().int()

/** One page of last month's items under a version. The page adds the pages up with `addTallies` of the domain. */
export const treatyPreviewSchema = z.object({
  fromAt: z.number(),
  toAt: z.number(),
  /** Items of the whole month; null on later pages. */
  total: count.nullable(),
  tally: z.object({
    items: count,
    byLabel: z.object({ qualified: count, off_target: count, spam: count }),
    unproven: count,
    incomplete: count,
    withoutFeedback: count,
    /** Called qualified, with a criterion whose bound field was not read yet: the rep's answer stands in. */
    unread: count,
    crossed: count,
    held: count,
    junkHeld: count,
    due: count,
    onTime: count,
    reviewsDue: count,
    reviewsOnTime: count,
    answersDue: count,
    answersOnTime: count,
    rulingsDue: count,
    rulingsOnTime: count,
    waits: z.array(count),
  }),
  /** Null: this was the last page. */
  next: z.object({ createdAt: z.number(), itemId: z.number() }).nullable(),
})

/** Everything the workshop opens with. */
export type TreatyWorkshop = z.infer<typeof treatyWorkshopSchema>
/** What is read from Bitrix24 itself. */
export type TreatySurroundings = z.infer<typeof treatySurroundingsSchema>
/** One page of last month's items under a version. */
export type TreatyPreview = z.infer<typeof treatyPreviewSchema>
