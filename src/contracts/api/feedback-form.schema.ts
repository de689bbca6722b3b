import { z } from 'zod'
import { CRITERION_KINDS } from '../../domain/criterion.ts'
import { CRITERION_ANSWERS } from '../../domain/verdict.ts'
import { hintSchema, wordsSchema } from '../words.schema.ts'

const reasonSchema = z.object({
  code: z.string(),
  words: wordsSchema,
  /** `other` asks for words; `no_answer` is unproven before the agreed attempts. */
  kind: z.enum(['plain', 'other', 'no_answer']),
})

/** The questions to ask about an item: from the version in force now, else from the unsigned draft. GET /api/feedback-form. */
export const feedbackFormSchema = z.object({
  /** Null while no version is in force: the draft's questions are asked. */
  versionNo: z.number().int().nullable(),
  criteria: z.array(z.object({
    code: z.string(),
    words: wordsSchema,
    hint: hintSchema,
    kind: z.enum(CRITERION_KINDS),
    mandatory: z.boolean(),
    /** The answer the bound CRM field gives by itself; null when nothing is bound or the field is empty. */
    prefill: z.object({
      answer: z.enum(CRITERION_ANSWERS),
      /** Name of the CRM field. */
      field: z.string(),
    }).nullable(),
  })),
  /** Hottest first. */
  warmth: z.array(z.object({ code: z.string(), words: wordsSchema, sign: z.string() })),
  reasons: z.object({ off_target: z.array(reasonSchema), spam: z.array(reasonSchema) }),
  /** Mandatory criteria that may stay "unknown" in complete `qualified` feedback. */
  unknownAllowed: z.number().int(),
  /** Calls that make "no answer" final. */
  attempts: z.number().int(),
})

/** The questions to ask about an item. */
export type FeedbackForm = z.infer<typeof feedbackFormSchema>
/** One criterion of the form. */
export type FormCriterion = FeedbackForm['criteria'][number]
/** One reason of the form. */
export type FormReason = z.infer<typeof reasonSchema>
