import { z } from 'zod'

/** GET /api/figures/freshness: cheap enough to be asked every few seconds. */
export const freshnessAnswerSchema = z.object({
  /** Another number than before: something changed, read the page again. */
  revision: z.number(),
  /** When figures were last looked through; null = never. */
  refreshedAt: z.number().nullable(),
  /** Changed items that are still to be worked out. */
  pending: z.number(),
  /** The facts are being made anew: numbers are not whole yet. */
  isBuilding: z.boolean(),
})

/** How fresh the figures are. */
export type FreshnessAnswer = z.infer<typeof freshnessAnswerSchema>
