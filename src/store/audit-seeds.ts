import type { AuditSeed } from './reviews.ts'

/** Seeds of the samples, one a week. */
export interface AuditSeedRepository {
  /** Adds a seed unless its week has one; false when it had. */
  add: (portalId: number, seed: AuditSeed) => Promise<boolean>
  get: (portalId: number, week: string) => Promise<AuditSeed | null>
  /** The seed whose week holds an instant and whose hash was published by then; null = nothing can be drawn. */
  at: (portalId: number, instant: number) => Promise<AuditSeed | null>
  /** Newest week first. */
  list: (portalId: number, limit: number) => Promise<AuditSeed[]>
  /** Shows the seeds of weeks that are over; returns which. */
  publishOver: (portalId: number, now: number) => Promise<string[]>
}
