import { z } from 'zod'

/** GET and PUT /api/portal/category-field: which CRM field tells the product category of a lead. */
export const categoryFieldAnswerSchema = z.object({
  /** Null = none: figures know no category. */
  current: z.object({
    fieldName: z.string(),
    label: z.string(),
    /** When it was last read of every item; null = it will be within minutes. */
    readAt: z.number().nullable(),
    /** The field no longer exists in the portal. */
    isMissing: z.boolean(),
  }).nullable(),
  /** Fields that can tell a category: lists and texts of the portal. */
  candidates: z.array(z.object({ fieldName: z.string(), label: z.string() })),
})

/** PUT: the full name of a field, or null for none. */
export const chooseCategoryFieldSchema = z.strictObject({ fieldName: z.string().max(80).nullable() })

/** Which field tells the category, and which could. */
export type CategoryFieldAnswer = z.infer<typeof categoryFieldAnswerSchema>
