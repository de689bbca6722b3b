import { z } from 'zod'
import { BREACH_KINDS, BREACH_OUTCOMES, BREACH_ROUTES } from '../../domain/breach.ts'
import { itemRefSchema } from '../item-ref.schema.ts'
import { missingPartSchema } from '../missing-part.schema.ts'
import { personSchema } from './session.schema.ts'

/** Rows of one page of the ledger. */
export const LEDGER_PAGE_SIZE = 50

/** GET /api/ledger: filters of the bypass ledger. */
export const ledgerQuerySchema = z.object({
  /** Moved at or after this instant. */
  from: z.coerce.number().int().optional(),
  /** Moved before this instant. */
  to: z.coerce.number().int().optional(),
  /** `open` = no outcome yet. */
  outcome: z.enum([...BREACH_OUTCOMES, 'open']).optional(),
  route: z.enum(BREACH_ROUTES).optional(),
  /** The rep the item is assigned to. */
  rep: z.coerce.number().int().positive().optional(),
  /** From 1. */
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})

/** One breach of the ledger. */
export const ledgerRowSchema = z.object({
  breachId: z.number().int(),
  item: itemRefSchema,
  /** False: listed as «Лид 1042 — нет доступа», the rest of the row is empty. */
  accessible: z.boolean(),
  kind: z.enum(BREACH_KINDS),
  movedAt: z.number(),
  detectedAt: z.number(),
  /** Time beyond the gate: until the outcome that ended it, else until now. */
  beyondMs: z.number(),
  /** Still beyond the gate. */
  stillBeyond: z.boolean(),
  route: z.enum(BREACH_ROUTES),
  /** Null = no user is known. */
  actor: personSchema.nullable(),
  /** What the route was concluded from, as short facts for the expert. */
  evidence: z.record(z.string(), z.unknown()),
  rep: personSchema.nullable(),
  stageName: z.string().nullable(),
  mode: z.enum(['observe', 'enforce']),
  missing: z.array(missingPartSchema),
  versionNo: z.number().int().nullable(),
  /** Oldest first. */
  outcomes: z.array(z.object({
    outcome: z.enum(BREACH_OUTCOMES),
    at: z.number(),
    actor: personSchema.nullable(),
    reason: z.string().nullable(),
  })),
  /** The viewer may grant a pass for this row. */
  canPass: z.boolean(),
})

/** A page of the ledger; `total` counts all rows of the filter, accessible or not. */
export const ledgerAnswerSchema = z.object({
  rows: z.array(ledgerRowSchema),
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
})

/** POST /api/ledger/:breachId/pass: the ROP lets an item through; the answer is the row. */
export const grantPassSchema = z.object({
  reason: z.string().trim().min(3).max(500),
})

/** Filters of the bypass ledger. */
export type LedgerQuery = z.infer<typeof ledgerQuerySchema>
/** One breach of the ledger. */
export type LedgerRow = z.infer<typeof ledgerRowSchema>
/** A page of the ledger. */
export type LedgerAnswer = z.infer<typeof ledgerAnswerSchema>
