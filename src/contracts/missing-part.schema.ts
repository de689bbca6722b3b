import type { MissingPart } from '../domain/missing-part.ts'
import { z } from 'zod'
import { MISSING_CODES } from '../domain/missing-part.ts'

/** One part that keeps feedback from being complete. */
export const missingPartSchema = z.object({
  code: z.enum(MISSING_CODES),
  criterion: z.string().nullable(),
}) satisfies z.ZodType<MissingPart>
