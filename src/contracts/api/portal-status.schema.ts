import { z } from 'zod'
import { PROMISE_REASONS, PROMISE_STATES, PROMISES } from '../../domain/portal-promises.ts'
import { backfillProgressSchema } from './backfill.schema.ts'
import { gateStateSchema } from './gate.schema.ts'

const laneSchema = z.object({ count: z.number().int(), oldestSeenAt: z.number().nullable() })

/** GET /api/portal/status: how well the promises are kept for this portal, and what stands behind it. Instants are ms. */
export const portalStatusSchema = z.object({
  at: z.number(),
  promises: z.array(z.object({
    code: z.enum(PROMISES),
    state: z.enum(PROMISE_STATES),
    /** Which sentence is said; its numbers are in the blocks below. */
    reason: z.enum(PROMISE_REASONS),
  })),
  /** What waits to be looked at, and what waits to be written. */
  queue: z.object({ live: laneSchema, bulk: laneSchema, writes: z.number().int(), dead: z.number().int() }),
  /** Everything changed before this moment has been looked for; null = no sweep yet. */
  sweptToAt: z.number().nullable(),
  gate: gateStateSchema,
  /** Names of the governed pipelines whose waiting stage is gone: their deals are told about, not held. */
  lostWaiting: z.array(z.string()),
  budget: z.object({
    /** Requests in the bucket now, of `burst`. */
    fill: z.number(),
    burst: z.number(),
    perSec: z.number(),
    blockedUntil: z.number().nullable(),
    /** Methods whose operating time the portal watches, most used first. */
    operating: z.array(z.object({ method: z.string(), usedSec: z.number(), limitSec: z.number(), resetAt: z.number() })),
  }),
  /** Server calls of the last hour. */
  calls: z.object({ made: z.number().int(), failed: z.number().int() }),
  token: z.object({ state: z.enum(['ok', 'dead', 'missing']), expiresAt: z.number().nullable(), renewedAt: z.number().nullable() }),
  /** How far the past has been read; null = this server does not read it. */
  past: backfillProgressSchema.nullable(),
  /** What this portal can and cannot do; null = not known. */
  abilities: z.object({
    plan: z.string().nullable(),
    crmMode: z.enum(['classic', 'simple']),
    scopes: z.array(z.string()),
    methods: z.array(z.object({ name: z.string(), works: z.boolean() })),
    features: z.array(z.object({ name: z.string(), works: z.boolean() })),
    /** Our field in the card; null = the installation has not come to it. */
    cardField: z.enum(['done', 'failed', 'waiting']).nullable(),
    /** False = the portal has no records of the timeline: plain comments are written instead. */
    hasRecords: z.boolean(),
    fields: z.array(z.object({ name: z.string(), entityTypeId: z.number().int(), state: z.enum(['ok', 'missing', 'changed']) })),
  }),
  portal: z.object({ domain: z.string(), installedAt: z.number().nullable() }),
  canRemoveData: z.boolean(),
})

/** How well the promises are kept for this portal. */
export type PortalStatus = z.infer<typeof portalStatusSchema>
