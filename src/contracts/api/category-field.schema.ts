import { z } from 'zod'

/** GET and PUT /api/portal/category-field: which CRM field tells the product category of a lead. */
export const categoryFieldAnswerSchema = z.object({
  /** Null = none: the product rows tell the category. */
  current: z.object({
    fieldName: z.string(),
    label: z.string(),
    /** When it was last read of every item; null = it will be within minutes. */
    readAt: z.number().nullable(),
    /** The field no longer exists in the portal. */
    isMissing: z.boolean(),
  }).nullable(),
  /** How far the product rows are read; null while a field tells the category. */
  byRows: z.object({
    /** Leads whose rows are still to be read; null = none was looked at yet. */
    waiting: z.number().nullable(),
  }).nullable(),
  /** Fields that can tell a category: lists and texts of the portal. */
  candidates: z.array(z.object({ fieldName: z.string(), label: z.string() })),
})

/** PUT: the full name of a field, or null for none. */
export const chooseCategoryFieldSchema = z.strictObject({ fieldName: z.string().max(80).nullable() })

/** Which field tells the category, and which could. */
export type CategoryFieldAnswer = z.infer<typeof categoryFieldAnswerSchema>
