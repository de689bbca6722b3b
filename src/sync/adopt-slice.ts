import type { ReadDecisions, ReviewFeedback } from '../feedback/feedback-ports.ts'
import type { CountCalls } from '../mirror/count-calls.ts'
import type { Store } from '../store/store.ts'
import type { TreatyLookup } from '../treaty/treaty-lookup.ts'
import type { AdoptFeedback } from './sync-deps.ts'
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
}

/**
 * Adopts what people set in our native fields, item by item, each in a transaction of its own; unchanged items cost nothing.
 * The mirror learns the values in the same transaction: after a crash the change is still a change.
 */
export function createAdoption({ store, treaties, now, readDecisions, reviewFeedback, countCalls }: AdoptionParts): AdoptFeedback {
  return async ({ portalId }, { items, before, natives }, read) => {
    const asked = await treaties.asked(portalId, now())
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
