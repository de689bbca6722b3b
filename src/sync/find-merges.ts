import type { CallOptions } from '../bitrix/portal-client.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { SliceAsk } from '../mirror/read-slice.ts'
import type { SliceRead } from '../mirror/slice-read.ts'
import type { DirtyItem } from '../store/dirty.ts'
import type { SyncDeps } from './sync-deps.ts'
import { itemKey, LEAD } from '../domain/item-ref.ts'
import { readSlice } from '../mirror/read-slice.ts'
import { relinkedDeals } from '../mirror/relinked-deals.ts'

/** What a slice tells about merged leads. */
export interface FoundMerges {
  /** Leads that are gone, and the lead each went into. */
  survivors: ReadonlyMap<number, number>
  /** Deals that moved to another lead while their old one is still there, by `itemKey`: the portal may be in the middle of it. */
  unsettled: ReadonlySet<string>
}

/** So long a merge may take between the move of a deal and the end of its old lead; after that the new link counts. */
const MERGE_LAG_MS = 20_000

/**
 * Looks for merged leads: a deal that moved to another lead, and whose old one is gone. The old lead is read where the slice did not;
 * what was read joins the slice. Unsettled deals leave it, and come again.
 * @throws PortalCallError nothing of the slice counts then
 */
export async function findMerges(deps: SyncDeps, portalId: number, slice: { read: SliceRead, rows: readonly DirtyItem[], category: SliceAsk['category'] }, options: CallOptions): Promise<FoundMerges> {
  const { read } = slice
  const relinked = await relinkedDeals(deps.store, portalId, read)
  if (relinked.length === 0)
    return { survivors: new Map(), unsettled: new Set() }
  await readMore(deps, portalId, { read, leadIds: relinked.map(one => one.fromLeadId), category: slice.category }, options)
  const gone = new Set(read.missing.map(itemKey))
  const isGone = (leadId: number): boolean => gone.has(itemKey({ entityTypeId: LEAD, itemId: leadId }))
  const young = new Set(slice.rows.filter(row => deps.now() - row.firstSeenAt <= MERGE_LAG_MS).map(itemKey))
  const unsettled = new Set(relinked.filter(one => !isGone(one.fromLeadId)).map(one => itemKey(one.deal)).filter(key => young.has(key)))
  unsettled.forEach(key => read.items.delete(key))
  return { survivors: new Map(relinked.filter(one => isGone(one.fromLeadId)).map(one => [one.fromLeadId, one.toLeadId])), unsettled }
}

async function readMore(deps: SyncDeps, portalId: number, { read, leadIds, category }: { read: SliceRead, leadIds: readonly number[], category: SliceAsk['category'] }, options: CallOptions): Promise<void> {
  const answered = new Set([...read.items.keys(), ...[...read.missing, ...read.unreadable].map(itemKey)])
  const refs = [...new Set(leadIds)].map((itemId): ItemRef => ({ entityTypeId: LEAD, itemId })).filter(ref => !answered.has(itemKey(ref)))
  if (refs.length === 0)
    return
  const more = await readSlice(deps.clients.forPortal(portalId), { refs, knownHistoryId: () => 0, category, now: read.readAt }, options)
  more.items.forEach((item, key) => read.items.set(key, read.items.get(key) ?? item))
  read.moves.push(...more.moves)
  read.missing.push(...more.missing)
  read.unreadable.push(...more.unreadable)
  read.requests += more.requests
}
