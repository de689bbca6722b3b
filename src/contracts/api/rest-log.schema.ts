import { z } from 'zod'

/** Rows of one page of the log. */
export const REST_LOG_PAGE_SIZE = 50

const instant = z.coerce.number().int().optional()

/** GET /api/portal/rest-log: server calls of the last three days; empty texts do not narrow. */
export const restLogQuerySchema = z.object({
  /** A part of the method's name. */
  method: z.string().trim().max(100).optional(),
  /** `ok`, `failed`, or one HTTP status. */
  status: z.union([z.enum(['', 'ok', 'failed']), z.coerce.number().int().min(0).max(599)]).optional(),
  /** At or after, ms. */
  from: instant,
  /** Before, ms. */
  to: instant,
  /** A part of parameters or error. */
  text: z.string().trim().max(200).optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(40).optional(),
})

/** A page of the log, newest first. Secrets and personal data were taken out before it was written. */
export const restLogPageSchema = z.object({
  rows: z.array(z.object({
    logId: z.number(),
    at: z.number(),
    method: z.string(),
    params: z.unknown(),
    /** HTTP status; 0 = no answer. */
    status: z.number().int(),
    error: z.string().nullable(),
    durationMs: z.number().int(),
  })),
  nextCursor: z.string().nullable(),
})

/** What the log is narrowed to. */
export type RestLogQuery = z.infer<typeof restLogQuerySchema>
/** A page of the log. */
export type RestLogPage = z.infer<typeof restLogPageSchema>
