import type { ItemRow } from '../contracts/rest/item.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { NativeField } from '../store/fields.ts'
import type { Item, ItemNatives, ItemReading } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { SliceRead } from './slice-read.ts'
import { itemKey } from '../domain/item-ref.ts'
import { EMPTY_NATIVES, nativesByCode } from '../domain/native-values.ts'

/** What the mirror holds after a slice. */
export interface StoredSlice {
  /** Every item of the slice as stored, gone ones included. By `itemKey`. */
  items: Map<string, Item>
  /** How each item stood before; absent = first sight. By `itemKey`. */
  before: Map<string, Item>
  /** Native values as read, of the items that were read. The mirror keeps the ones adopted last until these are adopted. By `itemKey`. */
  natives: Map<string, ItemNatives>
  /** Read, and already gone from the portal. */
  gone: ItemRef[]
}

/**
 * Writes what a slice brought into the mirror: items, stage moves with who made the last one, and what has vanished.
 * `toldDeleted` = keys of items whose deletion an event told; of the others nobody knows why they are gone.
 */
export async function storeSlice(store: StoreScope, portalId: number, read: SliceRead, toldDeleted: ReadonlySet<string> = new Set()): Promise<StoredSlice> {
  const rows = [...read.items.values()]
  const refs = [...rows, ...read.missing]
  const [fields, known] = await Promise.all([store.fields.list(portalId), store.items.getMany(portalId, refs)])
  const before = new Map(known.map(item => [itemKey(item), item]))
  const stored = await store.items.upsertMany(portalId, rows.map(row => toReading(row, { before: before.get(itemKey(row)), readAt: read.readAt })))
  await store.moves.insertMany(portalId, read.moves.map(move => ({ ...move, movedBy: lastMover(read, move) })))
  const gone = read.missing.filter(ref => before.get(itemKey(ref))?.deletedAt === null)
  await markGone(store, portalId, { gone, toldDeleted, at: read.readAt })
  const missing = read.missing.length > 0 ? await store.items.getMany(portalId, [...read.missing]) : []
  return { items: new Map([...stored, ...missing].map(item => [itemKey(item), item])), before, natives: new Map(rows.map(row => [itemKey(row), nativesOf(row, fields)])), gone }
}

/** Keeps the items with their counts and history, and says in the audit which are gone. */
async function markGone(store: StoreScope, portalId: number, { gone, toldDeleted, at }: { gone: readonly ItemRef[], toldDeleted: ReadonlySet<string>, at: number }): Promise<void> {
  for (const cause of ['deleted', 'unknown'] as const) {
    const refs = gone.filter(ref => toldDeleted.has(itemKey(ref)) === (cause === 'deleted'))
    if (refs.length === 0)
      continue
    await store.items.markGone(portalId, refs, { cause, at })
    await store.audit.write(portalId, { at, actorId: null, action: 'items.gone', subject: refs.length === 1 ? `item:${itemKey(refs[0]!)}` : null, detail: { cause, items: refs.map(itemKey) }, ipHash: null })
  }
}

function toReading({ nativeIds: _, ...rest }: ItemRow, known: { before: Item | undefined, readAt: number }): ItemReading {
  return {
    ...rest,
    // A deal keeps naming its lead when the portal forgot the link: a lead deleted after conversion must stay findable.
    leadId: rest.leadId ?? known.before?.leadId ?? null,
    // A crash before the adoption must not make a new value look like an old one: whoever adopts it, keeps it.
    natives: known.before?.natives ?? { ...EMPTY_NATIVES, criteria: [] },
    deletedAt: null,
    goneCause: null,
    readAt: known.readAt,
  }
}

function nativesOf(row: ItemRow, fields: readonly NativeField[]): ItemNatives {
  const natives = nativesByCode(row.nativeIds, fields.filter(field => field.entityTypeId === row.entityTypeId))
  return { ...natives, criteria: [...natives.criteria] }
}

/** The portal names the last mover of an item only; earlier moves stay without a name. */
function lastMover(read: SliceRead, move: SliceRead['moves'][number]): number | null {
  const item = read.items.get(itemKey(move))
  return item && item.stageId === move.stageId && item.movedAt !== null && Math.abs(item.movedAt - move.movedAt) < 2000 ? item.movedBy : null
}
