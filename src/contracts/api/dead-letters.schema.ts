import { z } from 'zod'

/** Which piece of work: an item that cannot be read or judged, or a write that the portal did not take. */
const deadLetterRefSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('look'), entityTypeId: z.union([z.literal(1), z.literal(2)]), itemId: z.number().int().positive() }),
  z.object({ kind: z.literal('write'), intentionId: z.number().int().positive() }),
])

/** Work that failed too often. */
const deadLetterSchema = z.object({
  ref: deadLetterRefSchema,
  entityTypeId: z.number().int(),
  itemId: z.number().int(),
  /** What was to be written, e.g. `native.write`; null for a look. */
  write: z.string().nullable(),
  /** Code or sentence of the portal; null when none was told. */
  error: z.string().nullable(),
  attempts: z.number().int(),
  /** ms since the epoch. */
  at: z.number(),
  /** Still tried from time to time; false = given up. */
  trying: z.boolean(),
})

/** GET /api/portal/dead-letters: at most 200, newest first. */
export const deadLettersSchema = z.object({ letters: z.array(deadLetterSchema) })

/** POST /api/portal/dead-letters/retry: tries them again at once; the answer is the list and how many were taken up. */
export const retryDeadLettersSchema = z.object({ refs: z.array(deadLetterRefSchema).min(1).max(200) })

/** Work that failed too often. */
export type DeadLetter = z.infer<typeof deadLetterSchema>
/** Which piece of work. */
export type DeadLetterRef = z.infer<typeof deadLetterRefSchema>
/** All of it. */
export type DeadLetters = z.infer<typeof deadLettersSchema>
