import { z } from 'zod'
import { CRITERION_ANSWERS, VERDICT_LABELS } from '../../domain/verdict.ts'

const code = z.string().regex(/^\w{1,40}$/)

/** POST /api/items/:entityTypeId/:itemId/feedback; the answer is the card state. Incomplete feedback is kept and said to be so. */
export const giveFeedbackSchema = z.object({
  label: z.enum(VERDICT_LABELS),
  answers: z.record(code, z.enum(CRITERION_ANSWERS)).default({}),
  /** Criteria whose answer was left as the CRM field gave it. */
  prefilled: z.array(code).max(20).default([]),
  warmth: code.nullable().default(null),
  reason: code.nullable().default(null),
  comment: z.string().trim().max(2000).nullable().default(null),
  /** Where the person pressed: the field, the tab, or the form opened from the timeline. */
  route: z.enum(['widget', 'tab', 'timeline']).default('widget'),
  /** Made by the page once per form; sending it again changes nothing. */
  clientKey: z.uuid(),
  /** When the form was shown; only used to measure how long it took. */
  shownAt: z.number().int().positive().nullable().default(null),
})

/** POST /api/items/:entityTypeId/:itemId/still-trying; the answer is the card state. */
export const stillTryingSchema = z.object({
  clientKey: z.uuid(),
  route: z.enum(['widget', 'tab', 'timeline']).default('widget'),
})

/** Feedback as the server reads it. */
export type GiveFeedback = z.infer<typeof giveFeedbackSchema>
/** Feedback as a page sends it: what has a default may be left out. */
export type GiveFeedbackRequest = z.input<typeof giveFeedbackSchema>
/** "Still trying" as a page sends it. */
export type StillTryingRequest = z.input<typeof stillTryingSchema>
