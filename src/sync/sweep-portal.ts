import type { EntityTypeId } from '../domain/item-ref.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { z } from 'zod'
import { parseAnswer } from '../bitrix/parse-answer.ts'
import { itemListResultSchema } from '../contracts/rest/item.schema.ts'
import { restInt } from '../contracts/rest/rest-scalars.schema.ts'
import { DEAL, LEAD } from '../domain/item-ref.ts'
import { OVERLAP_MS } from './sweeps-from.ts'

/** Where a sweep stands: everything changed before `doneTo` has been looked at; `afterId` goes on with a broken walk. */
const watermarkSchema = z.object({ doneTo: z.number(), walkTo: z.number().nullable().catch(null), afterId: z.number().catch(0) })

const idSchema = z.object({ id: restInt })

const PAGE = 50

/** The portal tells changes in whole seconds: an item read so soon after one may have changed again within it. */
const SAME_SECOND_MS = 2_000

/**
 * Looks for changes no event told about: everything updated since the last sweep, by id, fifty at a time. After an outage of any
 * length it starts where it stopped. What existed before the installation is left alone until somebody touches it.
 * @returns how many items were marked
 * @throws PortalCallError the walk goes on from its last page next time
 */
export async function sweepPortal(deps: SyncDeps, portal: Portal): Promise<number> {
  let marked = 0
  for (const entityTypeId of portal.crmMode === 'simple' ? [DEAL] as const : [LEAD, DEAL] as const)
    marked += await sweepKind(deps, portal, entityTypeId)
  return marked
}

async function sweepKind(deps: SyncDeps, portal: Portal, entityTypeId: EntityTypeId): Promise<number> {
  const { store, now } = deps
  const name = `sweep:${entityTypeId}`
  const stored = watermarkSchema.safeParse(portal.watermarks[name])
  const state = stored.success ? stored.data : { doneTo: portal.installedAt ?? portal.createdAt, walkTo: null, afterId: 0 }
  let { afterId, walkTo } = state
  let marked = 0
  for (;;) {
    const { ids, at } = await changedIds(deps, portal.portalId, { entityTypeId, since: state.doneTo - OVERLAP_MS, afterId })
    // Changes are dated by the portal: what our clock says would leave a gap when it is ahead.
    walkTo ??= at ?? now()
    const unseen = await unseenOf(deps, portal.portalId, entityTypeId, { ids, at: at ?? now() })
    await store.dirty.mark(portal.portalId, unseen.map(itemId => ({ entityTypeId, itemId, lane: 'bulk', seenAt: now() })))
    marked += unseen.length
    afterId = Math.max(afterId, ...ids.map(row => row.id))
    if (ids.length < PAGE)
      break
    await store.portals.setWatermark(portal.portalId, name, { doneTo: state.doneTo, walkTo, afterId })
  }
  await store.portals.setWatermark(portal.portalId, name, { doneTo: walkTo, walkTo: null, afterId: 0 })
  return marked
}

interface Changed { id: number, updatedAt: number | null }

async function changedIds(deps: SyncDeps, portalId: number, from: { entityTypeId: EntityTypeId, since: number, afterId: number }): Promise<{ ids: Changed[], at: number | null }> {
  const params = {
    entityTypeId: from.entityTypeId,
    select: ['id', 'updatedTime'],
    filter: { '>=updatedTime': new Date(from.since).toISOString().replace('.000Z', '+00:00').replace(/\.\d+Z$/, '+00:00'), '>id': from.afterId },
    order: { id: 'ASC' },
    start: -1,
  }
  const { result, at } = await deps.clients.forPortal(portalId).page('crm.item.list', params, { lane: 'background' })
  const { items } = parseAnswer(itemListResultSchema, result, 'crm.item.list')
  const ids = items.flatMap((row) => {
    const parsed = idSchema.safeParse(row)
    const updated = typeof row === 'object' && row !== null && 'updatedTime' in row ? Date.parse(String(row.updatedTime)) : Number.NaN
    return parsed.success ? [{ id: parsed.data.id, updatedAt: Number.isNaN(updated) ? null : updated }] : []
  })
  return { ids, at }
}

/**
 * What an event has brought already stands in the mirror with the same time of change, read when that second was over: nothing to look at.
 * A reading from the portal's future was dated by a clock that was wrong, and proves nothing.
 */
async function unseenOf({ store }: SyncDeps, portalId: number, entityTypeId: EntityTypeId, { ids: rows, at }: { ids: readonly Changed[], at: number }): Promise<number[]> {
  const known = new Map((await store.items.getMany(portalId, rows.map(row => ({ entityTypeId, itemId: row.id })))).map(item => [item.itemId, item]))
  return rows.filter(({ id, updatedAt }) => {
    const item = known.get(id)
    return !item || updatedAt === null || item.updatedAt !== updatedAt || item.readAt < updatedAt + SAME_SECOND_MS || item.readAt > at + OVERLAP_MS
  }).map(row => row.id)
}
