import type { EntityTypeId } from '../domain/item-ref.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { z } from 'zod'
import { OWNERS_PER_REQUEST, readProductRows } from '../bitrix/product-rows.ts'
import { intakeTypeOf } from '../domain/item-ref.ts'
import { DAY_MS } from '../domain/local-time.ts'
import { categoryByRows } from '../domain/row-category.ts'
import { GOODS_WATERMARK } from '../store/goods-due.ts'

/** When all items were marked last, and of which kind. */
const watermarkSchema = z.object({ entityTypeId: z.number(), markedAt: z.number() })

/** A row may change without the sum: what raises no event is found within a week. */
const ALL_AGAIN_MS = 7 * DAY_MS
/** A thousand items a visit; what remains is read with the next ones. */
const REQUESTS_A_VISIT = 20

/**
 * Reads the product category of intake items from their product rows, while no field tells it: of those that changed and may have
 * rows, the newest first, fifty a request. Each request is settled before the next one, so a crash repeats one at most. All items are
 * looked at first, and once a week.
 * @returns items whose category differed
 * @throws PortalCallError it goes on with the next visit
 */
export async function readRowCategories(deps: SyncDeps, portal: Portal): Promise<number> {
  const { store } = deps
  if (await store.categoryFields.get(portal.portalId) !== null)
    return 0
  await markAllWhenDue(deps, portal)
  const entityTypeId = intakeTypeOf(portal)
  const due = await store.goodsDue.take(portal.portalId, entityTypeId, REQUESTS_A_VISIT * OWNERS_PER_REQUEST)
  let [changed, requests] = [0, 0]
  for (let from = 0; from < due.length && requests < REQUESTS_A_VISIT; from += OWNERS_PER_REQUEST) {
    const part = due.slice(from, from + OWNERS_PER_REQUEST)
    const read = await readProductRows(deps.clients.forPortal(portal.portalId), entityTypeId, part.filter(one => !one.isGone).map(one => one.itemId))
    requests += read.requests
    changed += await store.goodsDue.settle(portal.portalId, entityTypeId, part.map(({ itemId, version }) => {
      const rows = read.rows.get(itemId)
      return { itemId, version, categoryKey: rows ? categoryByRows(rows) : undefined }
    }))
  }
  if (requests > 0)
    deps.log.info({ memberId: portal.memberId, items: due.length, requests, changed }, 'product categories read from rows')
  return changed
}

/** The first time, once a week, and when the portal begins to work without leads or with them again. */
async function markAllWhenDue({ store, now }: SyncDeps, portal: Portal): Promise<void> {
  const entityTypeId: EntityTypeId = intakeTypeOf(portal)
  const last = watermarkSchema.safeParse(portal.watermarks[GOODS_WATERMARK]).data
  if (last?.entityTypeId === entityTypeId && now() - last.markedAt < ALL_AGAIN_MS)
    return
  await store.goodsDue.markAll(portal.portalId)
  await store.portals.setWatermark(portal.portalId, GOODS_WATERMARK, { entityTypeId, markedAt: now() })
}
