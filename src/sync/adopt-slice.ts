import type { EntityTypeId } from '../domain/item-ref.ts'
import type { ReadDecisions, ReviewFeedback } from '../feedback/feedback-ports.ts'
import type { CountCalls } from '../mirror/count-calls.ts'
import type { StoredSlice } from '../mirror/store-slice.ts'
import type { ItemNatives } from '../store/items.ts'
import type { Store } from '../store/store.ts'
import type { TreatyLookup } from '../treaty/treaty-lookup.ts'
import type { AdoptFeedback } from './sync-deps.ts'
import { hasLostValues, keepUnshowable } from '../domain/native-losses.ts'
import { sameNatives } from '../domain/native-values.ts'
import { adoptNative } from '../feedback/adopt-native.ts'

/** What adopting takes. */
export interface AdoptionParts {
  store: Store
  treaties: Pick<TreatyLookup, 'asked'>
  now: () => number
  readDecisions?: ReadDecisions
  reviewFeedback?: ReviewFeedback
  /** Asked before "no answer" is adopted: it is proven by calls. */
  countCalls?: CountCalls
  /** Asked when values have gone: nobody emptied them if their field or option was deleted, and its event may come later or never. */
  lookAtFields?: (portalId: number, entityTypeId: EntityTypeId) => Promise<void>
}

/**
 * Adopts what people set in our native fields, item by item, each in a transaction of its own; unchanged items cost nothing.
 * The mirror learns the values in the same transaction: after a crash the change is still a change.
 */
export function createAdoption({ store, treaties, now, readDecisions, reviewFeedback, countCalls, lookAtFields }: AdoptionParts): AdoptFeedback {
  /** The values as read, those that only their deleted field or option took away put back. */
  async function readable(portalId: number, { items, natives }: StoredSlice): Promise<ReadonlyMap<string, ItemNatives>> {
    const lost = [...natives].flatMap(([key, fresh]) => {
      const item = items.get(key)
      return item && hasLostValues(item.natives, fresh) ? [{ key, item, fresh }] : []
    })
    if (lost.length === 0)
      return natives
    for (const entityTypeId of new Set(lost.map(({ item }) => item.entityTypeId)))
      await lookAtFields?.(portalId, entityTypeId)
    const fields = await store.fields.list(portalId)
    const kept = lost.map(({ key, item, fresh }) => {
      const values = keepUnshowable(item.natives, fresh, fields.filter(field => field.entityTypeId === item.entityTypeId))
      return [key, { ...values, criteria: [...values.criteria] } satisfies ItemNatives] as const
    })
    return new Map<string, ItemNatives>([...natives, ...kept])
  }

  return async ({ portalId }, slice, read) => {
    const { items, before } = slice
    const [asked, natives] = await Promise.all([treaties.asked(portalId, now()), readable(portalId, slice)])
    for (const [key, fresh] of natives) {
      const item = items.get(key)
      const isOutdated = item?.readAt !== read.readAt
      if (!asked || !item || isOutdated || sameNatives(item.natives, fresh))
        continue
      if (fresh.reason !== null && fresh.reason !== item.natives.reason)
        await countCalls?.(portalId, item)
      await store.transaction(async (within) => {
        await within.items.setNatives(portalId, item, fresh)
        const callsMade = (await within.items.get(portalId, item))?.callsMade ?? item.callsMade
        const reading = { item: { ...item, callsMade, natives: fresh }, before: before.has(key) ? item.natives : null, updatedBy: item.updatedBy }
        await adoptNative({ store: within, now, ...(readDecisions ? { readDecisions } : {}), ...(reviewFeedback ? { reviewFeedback } : {}) }, portalId, asked, reading)
      })
    }
  }
}
