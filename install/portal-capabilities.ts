import type { Portal } from '../src/store/portals.ts'
import { z } from 'zod'

/** What the first step found out; anything a former version wrote differently counts as unknown. */
const capabilitiesSchema = z.object({
  appCode: z.string().nullable().catch(null),
  events: z.array(z.string()).catch([]),
  placements: z.array(z.string()).catch([]),
  features: z.record(z.string(), z.boolean()).catch({}),
  methods: z.record(z.string(), z.boolean()).catch({}),
  /** The field of our custom type: made after the portal confirmed the installation. */
  cardField: z.enum(['done', 'failed', 'waiting']).catch('waiting'),
})

/** What a portal can do for us. */
export type PortalCapabilities = z.infer<typeof capabilitiesSchema>

/** Reads them. */
export function portalCapabilities(portal: Pick<Portal, 'capabilities'>): PortalCapabilities {
  return capabilitiesSchema.parse(portal.capabilities)
}
