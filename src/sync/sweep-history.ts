import type { EntityTypeId } from '../domain/item-ref.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { z } from 'zod'
import { readStageHistory, stageHistoryRow } from '../bitrix/stage-history.ts'
import { DEAL, itemKey, LEAD } from '../domain/item-ref.ts'
import { OVERLAP_MS, sweepsFrom } from './sweeps-from.ts'

const watermarkSchema = z.object({ afterId: z.number() })
const PAGE = 50

/**
 * Looks for stage moves no event told about and no change of the item shows any more (there and back between two sweeps).
 * @returns how many items were marked
 * @throws PortalCallError the watermark stands
 */
export async function sweepHistory(deps: SyncDeps, portal: Portal): Promise<number> {
  let marked = 0
  for (const entityTypeId of portal.crmMode === 'simple' ? [DEAL] as const : [LEAD, DEAL] as const)
    marked += await sweepKind(deps, portal, entityTypeId)
  return marked
}

async function sweepKind(deps: SyncDeps, portal: Portal, entityTypeId: EntityTypeId): Promise<number> {
  const { store, now } = deps
  const name = `history:${entityTypeId}`
  const stored = watermarkSchema.safeParse(portal.watermarks[name])
  let afterId = stored.success ? stored.data.afterId : 0
  let marked = 0
  for (;;) {
    const row = stageHistoryRow('moves', entityTypeId, { afterHistoryId: afterId })
    const filter = { ...(row.params.filter as object), '>=CREATED_TIME': new Date(sweepsFrom(portal)).toISOString().replace(/\.\d+Z$/, '+00:00') }
    const moves = readStageHistory(await deps.clients.forPortal(portal.portalId).call(row.method, { ...row.params, filter }, { lane: 'background' })).map(move => ({ ...move, entityTypeId }))
    const refs = [...new Map(moves.map(move => [itemKey(move), { entityTypeId, itemId: move.itemId }])).values()]
    const known = new Set((await store.moves.ofItems(portal.portalId, refs)).map(move => move.historyId))
    const lost = new Set(moves.filter(move => !known.has(move.historyId)).map(move => move.itemId))
    await store.dirty.mark(portal.portalId, [...lost].map(itemId => ({ entityTypeId, itemId, lane: 'bulk', seenAt: now() })))
    marked += lost.size
    // A row with a smaller id may become visible a moment late: what is young is looked at again next time.
    const settled = moves.filter(move => move.movedAt < now() - OVERLAP_MS)
    if (settled.length > 0)
      await store.portals.setWatermark(portal.portalId, name, { afterId: Math.max(...settled.map(move => move.historyId)) })
    if (moves.length < PAGE)
      return marked
    afterId = Math.max(...moves.map(move => move.historyId))
  }
}
