import { z } from 'zod'
import { PAGES } from '../../domain/pages.ts'
import { ROLES } from '../../domain/role.ts'
import { VERDICT_LABELS } from '../../domain/verdict.ts'
import { itemRefSchema } from '../item-ref.schema.ts'
import { gateStateSchema } from './gate.schema.ts'
import { REVIEW_DESKS } from './review.schema.ts'
import { personSchema } from './session.schema.ts'

/** One item that waits for somebody. */
const homeItemSchema = itemRefSchema.extend({
  stageName: z.string().nullable(),
  assignee: personSchema.nullable(),
  sourceId: z.string().nullable(),
  createdAt: z.number(),
  /** Null without a treaty at creation. */
  dueAt: z.number().nullable(),
  overdue: z.boolean(),
  /** The latest verdict when there is one but it is not complete. */
  label: z.enum(VERDICT_LABELS).nullable(),
  held: z.boolean(),
})

/** GET /api/home: what fits the viewer's roles; a part that is not his is null. */
export const homeSchema = z.object({
  roles: z.array(z.enum(ROLES)),
  /** Rep: own items without complete feedback, most urgent first. */
  mine: z.object({
    items: z.array(homeItemSchema),
    total: z.number().int(),
    overdue: z.number().int(),
    held: z.number().int(),
  }).nullable(),
  /** ROP: everybody's overdue items and the holes. */
  team: z.object({
    items: z.array(homeItemSchema),
    overdue: z.number().int(),
    held: z.number().int(),
    openBreaches: z.number().int(),
  }).nullable(),
  /** Desks of reviews that are the viewer's, with what waits for him there and the nearest deadline (null = none); empty = none is his. */
  reviews: z.array(z.object({ desk: z.enum(REVIEW_DESKS), waiting: z.number().int(), nextDueAt: z.number().nullable() })),
  gate: gateStateSchema.nullable(),
  /** Last 30 days of items, without lists: total, with complete feedback, by verdict. */
  coverage: z.object({
    items: z.number().int(),
    complete: z.number().int(),
    byLabel: z.record(z.enum(VERDICT_LABELS), z.number().int()),
  }).nullable(),
  /** Administrator: what still has to be done. */
  setup: z.object({ installed: z.boolean(), stepsLeft: z.number().int(), treatySigned: z.boolean() }).nullable(),
  pages: z.array(z.enum(PAGES)),
})

/** What fits the viewer's roles. */
export type Home = z.infer<typeof homeSchema>
/** One item that waits for somebody. */
export type HomeItem = z.infer<typeof homeItemSchema>
