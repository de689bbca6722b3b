import { z } from 'zod'

/** What the page of a widget knows when it opens, in `<script type="application/json" id="opening">`. Holds no token. */
export const openingSchema = z.object({
  /** Placement code, `DEFAULT` for the application's own page, `USERFIELD_TYPE` for the field. */
  placement: z.string(),
  /** PLACEMENT_OPTIONS as sent by the portal: a hint, never a proof. */
  options: z.record(z.string(), z.unknown()),
  language: z.enum(['ru', 'en']),
  memberId: z.string(),
  /** Host of the portal without scheme, for links only. */
  domain: z.string(),
})

/** What the page of a widget knows when it opens. */
export type Opening = z.infer<typeof openingSchema>
