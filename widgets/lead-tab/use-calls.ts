import type { ComputedRef, Ref } from 'vue'
import type { CallView, ItemCalls } from '../../src/contracts/api/calls.schema.ts'
import type { PinnedMoment } from '../../src/domain/review.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import type { OpenedItem } from './opened-item.ts'
import { computed, ref } from 'vue'
import { useResource } from '../kit/use-resource.ts'

/** Calls of one item and which of them is open. */
export interface UseCallsReturn {
  list: UseResourceReturn<ItemCalls>
  open: ComputedRef<CallView | null>
  /** Second the open call begins at; null = its beginning. */
  startAt: Ref<number | null>
  /** Opens a call, or closes it when it is open. */
  choose: (callId: string) => void
  /** Opens the call of a pinned moment at that moment. */
  goTo: (moment: PinnedMoment) => void
}

/** Lists the calls of an item; a pinned moment opens its call. */
export function useCalls({ api, item }: { api: ApiClient, item: OpenedItem }): UseCallsReturn {
  const list = useResource(() => api.get<ItemCalls>(`/api/items/${item.entityTypeId}/${item.itemId}/calls`))
  const openId = ref<string | null>(null)
  const startAt = ref<number | null>(null)
  return {
    list,
    open: computed(() => list.data.value?.calls.find(({ callId }) => callId === openId.value) ?? null),
    startAt,
    choose(callId) {
      startAt.value = null
      openId.value = openId.value === callId ? null : callId
    },
    goTo({ callId, second }) {
      startAt.value = second
      openId.value = callId
    },
  }
}
