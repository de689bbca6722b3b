import type { EntityTypeId } from '../domain/item-ref.ts'
import type { NativeListKey } from '../domain/native-options.ts'
import type { NativeFieldKey } from '../domain/native-values.ts'
import type { NativeField } from '../store/fields.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { StoreScope } from '../store/store.ts'
import type { NativeWritePayload } from './raise-intentions.ts'
import { itemKey } from '../domain/item-ref.ts'
import { NATIVE_FIELD_NAMES } from '../domain/native-values.ts'
import { LONGEST_WAIT_MS } from '../store/longest-wait.ts'

/** Which fields came back, in which portal. */
export interface RestoreNativesWish {
  readonly entityTypeId: EntityTypeId
  /** The fields as we knew them before the wizard ran. */
  readonly before: readonly NativeField[]
  /** The fields as they are now. */
  readonly after: readonly NativeField[]
  readonly now: number
}

const PAGE = 500
/** So many writes every ten seconds: people and corrections keep their share of the portal's budget. */
const WRITES_AT_ONCE = 50
const PAUSE_MS = 10_000

const LIST_KEYS: readonly NativeListKey[] = ['verdict', 'criteria', 'warmth', 'reason', 'review']

/**
 * A field or an option that an administrator had deleted is there again, and empty: stores the writes that fill it with what the
 * history says, newest items first and a few at a time. What people decide meanwhile counts: values are taken when they are written.
 * @returns how many items will be written
 */
export async function restoreNatives(store: Pick<StoreScope, 'items' | 'intentions' | 'dirty'>, portalId: number, { entityTypeId, before, after, now }: RestoreNativesWish): Promise<number> {
  const restores = LIST_KEYS.filter(key => cameBack(before, after, entityTypeId, key))
  if (restores.length === 0)
    return 0
  const made = restores.map(key => fieldOf(after, entityTypeId, key)?.fieldId).join()
  let count = 0
  for (let beforeItemId: number | null = null; ;) {
    const items = await store.items.judgedNatively(portalId, { entityTypeId, beforeItemId, limit: PAGE })
    const last = items.at(-1)
    if (!last)
      return count
    await store.intentions.putMany(portalId, items.map((item, index): NewIntention => {
      const payload: NativeWritePayload = { values: {}, feedbackId: null, restores }
      return { kind: 'native.write', entityTypeId, itemId: item.itemId, dedupeKey: `native-restore:${itemKey(item)}:${made}:${now}`, payload: { ...payload }, notBeforeAt: restoredAt(count + index, now) }
    }), now)
    // Somebody must look at the portal for its writes to begin: the first item wakes the worker.
    if (count === 0)
      await store.dirty.mark(portalId, [{ entityTypeId, itemId: last.itemId, lane: 'bulk', seenAt: now }])
    count += items.length
    beforeItemId = last.itemId
  }
}

/** It was gone or had lost options, and is whole again; or it is another field of the same name. */
function cameBack(before: readonly NativeField[], after: readonly NativeField[], entityTypeId: EntityTypeId, key: NativeFieldKey): boolean {
  const [was, is] = [fieldOf(before, entityTypeId, key), fieldOf(after, entityTypeId, key)]
  return was !== undefined && is !== undefined && (was.state !== 'ok' || was.fieldId !== is.fieldId)
}

function fieldOf(fields: readonly NativeField[], entityTypeId: EntityTypeId, key: NativeFieldKey): NativeField | undefined {
  return fields.find(field => field.entityTypeId === entityTypeId && field.fieldName === NATIVE_FIELD_NAMES[key])
}

/** When the write of that many-th item may go out: fifty every ten seconds. Beyond half an hour the portal's own budget spreads them. */
export function restoredAt(index: number, now: number): number {
  return now + Math.min(Math.floor(index / WRITES_AT_ONCE) * PAUSE_MS, LONGEST_WAIT_MS)
}
