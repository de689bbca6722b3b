import { z } from 'zod'

/** Why reading the past goes slowly or waits. */
const backfillHindranceSchema = z.enum(['requests', 'other_apps', 'operating', 'unreachable', 'access', 'missing', 'fault'])

/** One list of the past. */
const backfillPartSchema = z.object({
  part: z.enum(['users', 'leads', 'deals', 'lead_history', 'deal_history', 'activities']),
  state: z.enum(['waiting', 'running', 'done']),
  rows: z.number().int(),
  /** As the portal counted; null = not yet, or it does not count. */
  total: z.number().int().nullable(),
  hindrance: backfillHindranceSchema.nullable(),
  /** ms since the epoch. */
  resumeAt: z.number().nullable(),
})

/** How far a portal's past has been read: for the installer and the health page. */
export const backfillProgressSchema = z.object({
  /** `none`: not begun; `slowed`: it waits for what `hindrance` names and goes on by itself at `resumeAt`. */
  state: z.enum(['none', 'running', 'slowed', 'done']),
  rows: z.number().int(),
  total: z.number().int(),
  /** Rows a second over the time spent so far; null before the first. */
  rowsPerSec: z.number().nullable(),
  /** At that rate; null when nobody can say. */
  secondsLeft: z.number().int().nullable(),
  hindrance: backfillHindranceSchema.nullable(),
  /** ms since the epoch. */
  resumeAt: z.number().nullable(),
  parts: z.array(backfillPartSchema),
})

/** How far a portal's past has been read. */
export type BackfillProgress = z.infer<typeof backfillProgressSchema>
