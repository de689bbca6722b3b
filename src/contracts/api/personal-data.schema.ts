import { z } from 'zod'

/** POST /api/portal/removal: everything about this portal goes at once. The domain is typed by hand, so that no click does it. */
export const removeDataSchema = z.object({ domain: z.string().trim().toLowerCase().max(253) })

/** Whose data: `/api/portal/people/:userId/data` (GET, a JSON file) and `/api/portal/people/:userId/erasure` (POST). */
export const personParamsSchema = z.object({ userId: z.coerce.number().int().positive() })

/** What the removal says: there is no portal any more to ask about. */
export const removedSchema = z.object({ removed: z.literal(true) })

/** The data is gone. */
export type Removed = z.infer<typeof removedSchema>
