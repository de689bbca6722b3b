import type { Page, PageRequest } from './paging.ts'

/** Who did what; never a token, never a client's data. */
export interface AuditEntry {
  auditId: number
  at: number
  /** Null = nobody proven, or we ourselves. */
  actorId: number | null
  /** E.g. `event.bad_token`, `roles.changed`. */
  action: string
  /** What it was done to, e.g. `user:12`. */
  subject: string | null
  detail: Record<string, unknown>
  /** Salted hash of the address; null where there was none. */
  ipHash: string | null
}

/** Audit log, kept twelve months. */
export interface AuditRepository {
  write: (portalId: number, entry: Omit<AuditEntry, 'auditId'>) => Promise<void>
  /** Newest first; all parts of the filter must hold. */
  list: (portalId: number, filter: { action?: string, actorId?: number }, page: PageRequest) => Promise<Page<AuditEntry>>
  deleteBefore: (portalId: number, before: number) => Promise<number>
}
