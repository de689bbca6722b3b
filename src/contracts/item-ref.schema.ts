import { z } from 'zod'

/** Entity type of the items the treaty speaks about: 1 lead, 2 deal. */
export const entityTypeIdSchema = z.union([z.literal(1), z.literal(2)])

/** An item inside a portal. */
export const itemRefSchema = z.object({
  entityTypeId: entityTypeIdSchema,
  itemId: z.number().int().positive(),
})

/** The same from the address of a request, where numbers are text. */
export const itemParamsSchema = z.object({
  entityTypeId: z.coerce.number().pipe(entityTypeIdSchema),
  itemId: z.coerce.number().int().positive().max(2_147_483_647),
})
