import { z } from 'zod'
import { REVIEW_FILTERS } from './review.schema.ts'

/** GET and PUT /api/reviews/preferences: what a person last looked at on the page of reviews; every part may be missing. */
export const reviewPreferencesSchema = z.strictObject({
  /** Which tab was open, as the page names it. */
  tab: z.string().max(40).optional(),
  filter: z.enum(REVIEW_FILTERS).optional(),
  whose: z.enum(['all', 'mine']).optional(),
  /** Author of the verdicts shown. */
  rep: z.number().int().positive().optional(),
})

/** What a person last looked at. */
export type ReviewPreferences = z.infer<typeof reviewPreferencesSchema>
