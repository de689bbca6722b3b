import { z } from 'zod'
import { FEEDBACK_ROUTES } from '../../domain/verdict.ts'
import { missingPartSchema } from '../missing-part.schema.ts'
import { feedbackViewSchema } from './feedback-view.schema.ts'
import { personSchema } from './session.schema.ts'

/** GET /api/items/:entityTypeId/:itemId/thread: what happened around the verdict, oldest first. */
export const threadSchema = z.object({
  entries: z.array(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('verdict'), at: z.number(), feedback: feedbackViewSchema }),
    z.object({
      kind: z.literal('still_trying'),
      at: z.number(),
      author: personSchema.nullable(),
      route: z.enum(FEEDBACK_ROUTES),
      callsMade: z.number().int().nullable(),
    }),
    z.object({
      kind: z.literal('breach'),
      at: z.number(),
      breachId: z.number().int(),
      breachKind: z.string(),
      missing: z.array(missingPartSchema),
      /** Latest outcome, null while undecided. */
      outcome: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('pass'),
      at: z.number(),
      author: personSchema.nullable(),
      reason: z.string(),
    }),
  ])),
})

/** What happened around the verdict, oldest first. */
export type Thread = z.infer<typeof threadSchema>
/** One entry of the thread. */
export type ThreadEntry = Thread['entries'][number]
