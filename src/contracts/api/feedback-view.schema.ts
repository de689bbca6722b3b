import { z } from 'zod'
import { CRITERION_ANSWERS, FEEDBACK_ROUTES, VERDICT_LABELS } from '../../domain/verdict.ts'
import { missingPartSchema } from '../missing-part.schema.ts'
import { wordsSchema } from '../words.schema.ts'
import { personSchema } from './session.schema.ts'

/** One verdict as shown to people: the card, the thread, the lists. */
export const feedbackViewSchema = z.object({
  feedbackId: z.number().int(),
  label: z.enum(VERDICT_LABELS),
  answers: z.record(z.string(), z.enum(CRITERION_ANSWERS)),
  prefilled: z.array(z.string()),
  /** Mandatory criteria met, and how many there are: «4 из 4». */
  criteriaMet: z.object({ met: z.number().int(), of: z.number().int() }),
  warmth: z.object({ code: z.string(), words: wordsSchema, sign: z.string() }).nullable(),
  reason: z.object({ code: z.string(), words: wordsSchema }).nullable(),
  comment: z.string().nullable(),
  complete: z.boolean(),
  /** What keeps it from being complete; empty when complete. */
  missing: z.array(missingPartSchema),
  unproven: z.boolean(),
  /** Null = no user is known. */
  author: personSchema.nullable(),
  route: z.enum(FEEDBACK_ROUTES),
  givenAt: z.number(),
  versionNo: z.number().int().nullable(),
})

/** One verdict as shown to people. */
export type FeedbackView = z.infer<typeof feedbackViewSchema>
