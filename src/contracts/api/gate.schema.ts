import { z } from 'zod'
import { personSchema } from './session.schema.ts'

/** GET /api/gate: what the gate does now, and what it did in the last seven days. */
export const gateStateSchema = z.object({
  mode: z.enum(['observe', 'enforce']),
  /** Why it only observes; null while it enforces. */
  observingBecause: z.enum(['no_treaty', 'paused', 'brake', 'simple_mode']).nullable(),
  versionNo: z.number().int().nullable(),
  paused: z.object({ at: z.number(), by: personSchema.nullable() }).nullable(),
  brake: z.object({ at: z.number(), reason: z.string() }).nullable(),
  counts: z.object({
    breaches: z.number().int(),
    corrected: z.number().int(),
    open: z.number().int(),
    /** Corrections waiting to be written. */
    pending: z.number().int(),
  }),
  /** The viewer may pause and resume it. */
  canPause: z.boolean(),
})

/** POST /api/gate/pause: one click; resuming clears a tripped brake too. The answer is the gate's state. */
export const pauseGateSchema = z.object({
  paused: z.boolean(),
  reason: z.string().trim().max(500).optional(),
})

/** What the gate does now. */
export type GateState = z.infer<typeof gateStateSchema>
