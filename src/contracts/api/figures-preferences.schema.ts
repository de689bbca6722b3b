import { z } from 'zod'
import { figuresQuerySchema } from './figures-query.schema.ts'

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A period as a person chose it: one that moves with the day, or two dates. */
const periodSchema = z.union([
  /** So many whole weeks, months, ... up to today. */
  z.strictObject({ last: z.number().int().min(1).max(1_000), unit: z.enum(['day', 'week', 'month', 'quarter', 'year']) }),
  z.strictObject({ from: date, to: date }),
])

/** GET and PUT /api/figures/preferences: what a person last looked at; every part may be missing. */
export const figuresPreferencesSchema = z.strictObject({
  ...figuresQuerySchema.omit({ from: true, to: true, view: true, repeats: true }).shape,
  view: figuresQuerySchema.shape.view.removeDefault().optional(),
  repeats: figuresQuerySchema.shape.repeats.removeDefault().optional(),
  /** Which tab was open, as the page names it. */
  tab: z.string().max(40).optional(),
  period: periodSchema.optional(),
})

/** What a person last looked at. */
export type FiguresPreferences = z.infer<typeof figuresPreferencesSchema>
