import type { AuditRepository } from '../store/audit.ts'

/** One thing that was done or refused. No token, no client's data. */
export interface AuditNote {
  action: string
  /** Employee who did it; null = nobody proven, or we ourselves. */
  actorId?: number | null
  subject?: string
  detail?: Record<string, unknown>
}

/** Writes one audit row. */
export async function writeAudit(audit: Pick<AuditRepository, 'write'>, portalId: number, at: number, note: AuditNote): Promise<void> {
  await audit.write(portalId, {
    at,
    actorId: note.actorId ?? null,
    action: note.action,
    subject: note.subject ?? null,
    detail: note.detail ?? {},
    ipHash: null,
  })
}
