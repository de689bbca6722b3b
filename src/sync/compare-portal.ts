import type { EntityTypeId } from '../domain/item-ref.ts'
import type { DirtyMark } from '../store/dirty.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { DEAL, LEAD } from '../domain/item-ref.ts'
import { itemPart } from './backfill/item-part.ts'
import { nextWidth, readRanges } from './backfill/read-pages.ts'

/** What a comparison found. */
export interface Compared {
  /** In the mirror and no longer in the portal. */
  vanished: number
  /** In the portal and not in the mirror, though the past was read. */
  unknown: number
  /** So many had vanished that our rights are doubted: nobody was marked. */
  isDoubted: boolean
}

const PAGES = 50
/** More than this many, and more than a fifth of all, do not vanish in a day: the service user has lost rights. */
const DOUBT_FROM = 100
const DOUBT_SHARE = 0.2

/**
 * Compares the ids of the portal with those of the mirror: a lead that was deleted or merged while nobody listened is looked at
 * once more and then counts as gone, cause unknown; one that is missing here is read.
 * @throws PortalCallError nothing is marked
 */
export async function comparePortal(deps: SyncDeps, portal: Portal): Promise<Compared> {
  const { store, now } = deps
  const isPastRead = (await store.backfills.list(portal.portalId)).filter(part => part.part === 'leads' || part.part === 'deals').filter(part => part.state === 'done').length === 2
  const found = { vanished: 0, unknown: 0, isDoubted: false }
  for (const entityTypeId of portal.crmMode === 'simple' ? [DEAL] as const : [LEAD, DEAL] as const) {
    const ids = await portalIds(deps, portal, entityTypeId)
    const mirrored = await store.items.liveIds(portal.portalId, entityTypeId)
    const vanished = mirrored.filter(id => !ids.has(id))
    const known = new Set(mirrored)
    const unknown = isPastRead ? [...ids].filter(id => !known.has(id)) : []
    const isDoubted = vanished.length > Math.max(DOUBT_FROM, mirrored.length * DOUBT_SHARE)
    const marks = [...(isDoubted ? [] : vanished), ...unknown].map((itemId): DirtyMark => ({ entityTypeId, itemId, lane: 'bulk', seenAt: now() }))
    await store.dirty.mark(portal.portalId, marks)
    found.vanished += vanished.length
    found.unknown += unknown.length
    found.isDoubted ||= isDoubted
  }
  deps.log.info({ memberId: portal.memberId, ...found }, 'ids compared')
  return found
}

async function portalIds(deps: SyncDeps, portal: Portal, entityTypeId: EntityTypeId): Promise<Set<number>> {
  const part = itemPart(entityTypeId)
  const idsOnly = { ...part, page: (...[key, window]: Parameters<typeof part.page>) => ({ ...part.page(key, window), params: { ...part.page(key, window).params, select: ['id'] } }) }
  const ids = new Set<number>()
  for (let afterId = 0, width = PAGES; ;) {
    const read = await readRanges(deps.clients.forPortal(portal.portalId), idsOnly, afterId, { pages: PAGES, width })
    read.rows.forEach(row => ids.add(row.itemId))
    if (read.isEnd)
      return ids
    afterId = read.lastId
    width = nextWidth(width, read)
  }
}
