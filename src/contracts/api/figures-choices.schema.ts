import { z } from 'zod'

/** GET /api/figures/choices: what filters offer to this viewer; whoever has items of the last year. */
export const choicesAnswerSchema = z.object({
  /** Empty key = no source. */
  sources: z.array(z.object({ key: z.string(), name: z.string().nullable() })),
  /** Alphabetical. */
  campaigns: z.array(z.string()),
  /** 0 = nobody. */
  reps: z.array(z.object({ id: z.number(), name: z.string().nullable() })),
  /** Each under its parent; `depth` 0 = the top. Empty for a viewer who sees himself only. */
  departments: z.array(z.object({ id: z.number(), name: z.string(), depth: z.number() })),
  /** Product categories, alphabetical; empty = no item has one. */
  categories: z.array(z.string()),
  /** Numbers of signed versions, ascending. */
  versions: z.array(z.number()),
})

/** What filters offer. */
export type ChoicesAnswer = z.infer<typeof choicesAnswerSchema>
