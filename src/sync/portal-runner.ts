import type { PortalCallError } from '../bitrix/portal-errors.ts'
import type { DirtyItem } from '../store/dirty.ts'
import type { Portal } from '../store/portals.ts'
import type { BatchSizer } from './batch-sizer.ts'
import type { SyncDeps } from './sync-deps.ts'
import { AccessRevokedError, PortalCallError as CallError } from '../bitrix/portal-errors.ts'
import { itemKey } from '../domain/item-ref.ts'
import { documentAt } from '../gate/gate-treaty.ts'
import { retryAt } from './back-off.ts'
import { workSlice } from './work-slice.ts'
import { writeIntentions } from './write-intentions.ts'
import { WRITERS } from './writers.ts'

/** What one visit to a portal did. */
export interface VisitReport {
  slices: number
  requests: number
  /** When there is something to do again; null = wait to be woken. */
  nextAt: number | null
}

/** Numbers of a visit. */
export const VISIT_LIMITS = {
  /** Newest live rows of one slice. */
  liveRows: 200,
  /** Rows of one slice of imports, sweeps and backfill. */
  bulkRows: 200,
  /** Writing pauses after this long, so that new live rows are not kept waiting. */
  writeMs: 5_000,
  leaseMs: 60_000,
  /** A visit ends after this long, so that other portals get their turn. */
  visitMs: 30_000,
} as const

/** Works through one portal under a lease: live rows first, then a slice of bulk, writing after each. Returns when idle or out of time. */
export async function visitPortal(deps: SyncDeps, visit: { portalId: number, owner: string, sizer: BatchSizer, isStopping: () => boolean }): Promise<VisitReport> {
  const { store, now } = deps
  const { portalId } = visit
  const report: VisitReport = { slices: 0, requests: 0, nextAt: null }
  const epoch = await store.leases.acquire(portalId, visit.owner, VISIT_LIMITS.leaseMs)
  if (epoch === null)
    return { ...report, nextAt: now() + VISIT_LIMITS.leaseMs / 2 }
  const endAt = now() + VISIT_LIMITS.visitMs
  try {
    for (;;) {
      const portal = await store.portals.get(portalId)
      if (!portal || portal.status !== 'active')
        return report
      if (visit.isStopping() || now() >= endAt)
        return { ...report, nextAt: now() }
      const rows = await nextRows(deps, portalId)
      const fresh = rows.length > 0 ? await slice(deps, { portal, rows, report }) : new Map<string, string | null>()
      // Judging may have stopped the gate: what is written must know.
      const after = rows.length > 0 ? await store.portals.get(portalId) ?? portal : portal
      const written = await writeIntentions(deps, { portal: after, epoch, treaty: documentAt(await deps.readVersions(portalId), now()), sizer: visit.sizer, writers: WRITERS, fresh: fresh ?? new Map(), untilAt: now() + VISIT_LIMITS.writeMs })
      report.requests += written.requests
      if (written.stopped === 'lease_lost')
        return report
      if (fresh === null || written.stopped === 'portal' || (rows.length === 0 && written.done === 0))
        return { ...report, nextAt: await nextWork(deps, portalId) }
      if (!await store.leases.renew(portalId, epoch, VISIT_LIMITS.leaseMs))
        return report
    }
  }
  finally {
    await store.leases.release(portalId, epoch)
  }
}

/** Live rows, newest first; else bulk: oldest first, with some of the newest, in case a person's change was taken for an import. */
async function nextRows({ store, now }: SyncDeps, portalId: number): Promise<DirtyItem[]> {
  const live = await store.dirty.take(portalId, { lane: 'live', limit: VISIT_LIMITS.liveRows, now: now() })
  if (live.length > 0)
    return live
  const newest = await store.dirty.take(portalId, { lane: 'bulk', limit: 20, now: now(), order: 'newest' })
  if (newest.length < 20)
    return newest
  const oldest = await store.dirty.take(portalId, { lane: 'bulk', limit: VISIT_LIMITS.bulkRows - newest.length, now: now(), order: 'oldest' })
  return [...new Map([...newest, ...oldest].map(row => [itemKey(row), row])).values()]
}

/** One slice; null when the portal could not be read, and its rows wait. */
async function slice(deps: SyncDeps, { portal, rows, report }: { portal: Portal, rows: DirtyItem[], report: VisitReport }): Promise<ReadonlyMap<string, string | null> | null> {
  const lane = rows.some(row => row.lane === 'live') ? 'gate' : 'background'
  try {
    const done = await workSlice(deps, { portal, rows, lane })
    report.slices += 1
    report.requests += done.requests
    return done.fresh
  }
  catch (error) {
    await putOff(deps, portal, rows, error)
    return null
  }
}

/** Nothing of the slice counts: its rows come again later. A fault of ours is told and waits longer, so that it cannot spin. */
async function putOff({ store, now, log }: SyncDeps, portal: Portal, rows: DirtyItem[], error: unknown): Promise<void> {
  const attempts = Math.max(...rows.map(row => row.attempts)) + 1
  const isPortal = error instanceof CallError
  const code = isPortal ? (error as PortalCallError).code : 'sync_fault'
  const notBeforeAt = error instanceof AccessRevokedError ? now() + 60_000 : retryAt(isPortal ? attempts : attempts + 3, now(), error)
  log.warn({ memberId: portal.memberId, code, rows: rows.length, attempts, ...(isPortal ? {} : { fault: error instanceof Error ? error.stack : String(error) }) }, 'a slice was put off')
  await store.dirty.defer(portal.portalId, rows, { notBeforeAt, error: code })
}

async function nextWork({ store, now }: SyncDeps, portalId: number): Promise<number | null> {
  const [intentionAt, waiting] = await Promise.all([store.intentions.nextDueAt(portalId), store.dirty.waiting(portalId)])
  const hasRows = waiting.live.count + waiting.bulk.count > 0
  const times = [...intentionAt === null ? [] : [intentionAt], ...hasRows ? [now() + 500] : []]
  return times.length === 0 ? null : Math.max(Math.min(...times), now() + 50)
}
