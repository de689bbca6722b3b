import type { Words } from '../domain/words.ts'
import { z } from 'zod'

/** A name or sentence in both languages. Neither may be empty: the portal shows either. */
export const wordsSchema = z.object({
  ru: z.string().trim().min(1).max(500),
  en: z.string().trim().min(1).max(500),
}) satisfies z.ZodType<Words>

/** A hint in both languages; may be empty. */
export const hintSchema = z.object({
  ru: z.string().trim().max(1000),
  en: z.string().trim().max(1000),
}) satisfies z.ZodType<Words>
