import { z } from 'zod'

/** Every refusal of the API: a code for the program, a sentence for the person. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** The field at fault, as the caller named it. */
    field: z.string().optional(),
  }),
})

/** A refusal as the widget receives it. */
export type ApiError = z.infer<typeof apiErrorSchema>
