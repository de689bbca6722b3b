import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { PortalCallError } from '../bitrix/portal-errors.ts'
import { DAY_MS, offsetAt } from '../domain/local-time.ts'
import { comparePortal } from './compare-portal.ts'
import { drainOffline } from './drain-offline.ts'
import { readBoundValues } from './read-bound-values.ts'
import { readCategories } from './read-categories.ts'
import { readRowCategories } from './read-row-categories.ts'
import { remindHalf } from './remind-half.ts'
import { sweepHistory } from './sweep-history.ts'
import { sweepPortal } from './sweep-portal.ts'
import { sweepTouches } from './sweep-touches.ts'
import { StoppingError, untilStopping } from './until-stopping.ts'

const PAGE = 200
/** Portals tended side by side by one process: nearly all of it is waiting for the portals, and a silent one waits a minute. */
const AT_ONCE = 16
/** Longest work on one portal. */
const LEASE_MS = 600_000
/** After a process has tended a portal the others leave it alone so long. */
const TEND_AGAIN_MS = 60_000
/** Local hours of the nightly comparison, and when it is due again. */
const NIGHT_FROM = 2
const NIGHT_TO = 5
const COMPARE_AGAIN_MS = 20 * 3_600_000
const COMPARE_RETRY_MS = 20 * 60_000

/**
 * What every active portal gets every five minutes, also right after a start: a sweep for lost events and moves, what waits in the offline queue, reminders at half of the
 * deadline, and another look at writes that wait. A portal that does not answer keeps nobody waiting. A process that stops asks no
 * further page: each of these goes on from where it was, here or in another process.
 */
export async function tendPortals(syncDeps: SyncDeps, wake: (portalId: number) => void, isStopping: () => boolean, owner: string): Promise<void> {
  const deps = { ...syncDeps, clients: untilStopping(syncDeps.clients, isStopping) }
  for (let afterPortalId = 0; ;) {
    const page = await deps.store.portals.listActive({ afterPortalId, limit: PAGE })
    const waiting = [...page]
    const worker = async (): Promise<void> => {
      for (let portal = waiting.shift(); portal !== undefined && !isStopping(); portal = waiting.shift()) {
        await tendOrNote(deps, portal, { owner, againMs: TEND_AGAIN_MS })
        wake(portal.portalId)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    if (isStopping())
      return
    const last = page.at(-1)
    if (!last)
      return
    afterPortalId = last.portalId
  }
}

/**
 * The same for one portal that need not wait for the next round: its past has just been read. Nothing happens when it is not active
 * or another process tends it. The rounds go on as if nothing had been.
 */
export async function tendOne(syncDeps: SyncDeps, portalId: number, isStopping: () => boolean, owner: string): Promise<void> {
  const portal = await syncDeps.store.portals.get(portalId)
  if (portal?.status === 'active' && !isStopping())
    await tendOrNote({ ...syncDeps, clients: untilStopping(syncDeps.clients, isStopping) }, portal, { owner, againMs: 0 })
}

/** Who tends, and how long the others then leave the portal alone. */
interface Turn {
  owner: string
  againMs: number
}

/** A portal that refuses or is silent is tried again next time. */
async function tendOrNote(deps: SyncDeps, portal: Portal, turn: Turn): Promise<void> {
  try {
    await tendPortal(deps, portal, turn)
  }
  catch (error) {
    if (error instanceof StoppingError)
      return
    const code = error instanceof PortalCallError ? error.code : error instanceof Error ? error.message : String(error)
    deps.log.warn({ memberId: portal.memberId, code }, 'a portal was not swept')
  }
}

/** Many processes tend the same portals: one of them a minute is enough. */
async function tendPortal(deps: SyncDeps, portal: Portal, { owner, againMs }: Turn): Promise<void> {
  const { store } = deps
  const { portalId } = portal
  const hold = await store.taskLeases.acquire(portalId, 'tend', { owner, forMs: LEASE_MS })
  if (!hold)
    return
  try {
    await drainOffline(deps, portal, owner)
    await sweepPortal(deps, portal)
    await sweepHistory(deps, portal)
    await sweepTouches(deps, portal)
    await remindHalf(deps, portal)
    await readCategories(deps, portal)
    await compareAtNight(deps, portal, owner)
    await readBoundValues(deps, portal)
    await readRowCategories(deps, portal)
  }
  finally {
    await store.taskLeases.release(portalId, 'tend', hold, againMs)
  }
}

/** Once a night of the portal, when it has nothing better to do. */
async function compareAtNight(deps: SyncDeps, portal: Portal, owner: string): Promise<void> {
  const hour = Math.floor((deps.now() + offsetAt(deps.now(), portal.timeZone)) % DAY_MS / 3_600_000)
  if (hour < NIGHT_FROM || hour >= NIGHT_TO)
    return
  const hold = await deps.store.taskLeases.acquire(portal.portalId, 'compare', { owner, forMs: LEASE_MS })
  if (!hold)
    return
  let againMs = COMPARE_RETRY_MS
  try {
    await comparePortal(deps, portal)
    againMs = COMPARE_AGAIN_MS
  }
  finally {
    await deps.store.taskLeases.release(portal.portalId, 'compare', hold, againMs)
  }
}
