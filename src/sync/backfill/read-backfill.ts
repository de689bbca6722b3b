import type { BackfillProgress } from '../../contracts/api/backfill.schema.ts'
import type { BackfillPart } from '../../store/backfills.ts'
import type { StoreScope } from '../../store/store.ts'

/** How far the past of a portal has been read, with rate and time left. */
export async function readBackfill(store: Pick<StoreScope, 'backfills'>, portalId: number, now: number): Promise<BackfillProgress> {
  return progressOf(await store.backfills.list(portalId), now)
}

/** The same from the parts. */
export function progressOf(parts: readonly BackfillPart[], now: number): BackfillProgress {
  const rows = sum(parts, part => part.rowsRead)
  // A part that has not begun is not counted yet; what was read is never more than the total.
  const total = sum(parts, part => Math.max(part.rowsTotal ?? 0, part.rowsRead))
  const workedMs = sum(parts, part => part.workedMs)
  const rowsPerSec = workedMs > 0 ? Math.round(rows / workedMs * 10_000) / 10 : null
  const waiting = parts.find(part => part.state !== 'done' && part.resumeAt !== null && part.resumeAt > now)
  const isDone = parts.length > 0 && parts.every(part => part.state === 'done')
  return {
    state: parts.length === 0 ? 'none' : isDone ? 'done' : waiting ? 'slowed' : 'running',
    rows,
    total,
    rowsPerSec,
    secondsLeft: isDone ? 0 : rowsPerSec ? Math.ceil((total - rows) / rowsPerSec) + (waiting?.resumeAt ? Math.ceil((waiting.resumeAt - now) / 1000) : 0) : null,
    hindrance: waiting?.hindrance ?? null,
    resumeAt: waiting?.resumeAt ?? null,
    parts: parts.map(part => ({ part: part.part, state: part.state, rows: part.rowsRead, total: part.rowsTotal, hindrance: part.hindrance, resumeAt: part.resumeAt })),
  }
}

function sum(parts: readonly BackfillPart[], value: (part: BackfillPart) => number): number {
  return parts.reduce((total, part) => total + value(part), 0)
}
