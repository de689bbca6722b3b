import type { ShallowRef } from 'vue'
import type { CardState } from '../../src/contracts/api/card-state.schema.ts'
import type { ItemReviews, ReviewDetail } from '../../src/contracts/api/review.schema.ts'
import type { Thread } from '../../src/contracts/api/thread.schema.ts'
import type { FeedbackContent } from '../../src/domain/verdict.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import type { OpenedItem } from './opened-item.ts'
import { ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'
import { useResource } from '../kit/use-resource.ts'

/** State and verbs of the tab. */
export interface UseLeadReturn {
  card: UseResourceReturn<CardState>
  thread: UseResourceReturn<Thread>
  reviews: UseResourceReturn<ItemReviews>
  busy: ShallowRef<boolean>
  /** Why the last save failed; null when it did not. */
  notSaved: ShallowRef<ReturnType<typeof failureOf> | null>
  load: () => Promise<void>
  give: (content: FeedbackContent) => Promise<boolean>
  stillTrying: () => Promise<boolean>
  /** The rep keeps his verdict against a dispute and says why. */
  answer: (review: ReviewDetail, words: string) => Promise<boolean>
}

/** Feedback of one item: what it is now, its history, and giving it. */
export function useLead({ api, item, route, onSaved }: { api: ApiClient, item: OpenedItem, route: 'tab' | 'timeline', onSaved: () => void }): UseLeadReturn {
  const path = `/api/items/${item.entityTypeId}/${item.itemId}`
  const card = useResource(() => api.get<CardState>(`${path}/feedback`))
  const thread = useResource(() => api.get<Thread>(`${path}/thread`))
  const busy = ref(false)
  const notSaved = shallowRef<ReturnType<typeof failureOf> | null>(null)
  const shownAt = Date.now()
  let clientKey = crypto.randomUUID()

  const reviews = useResource(() => api.get<ItemReviews>(`${path}/reviews`))

  /** One save at a time, with a key that makes sending it twice harmless. */
  async function save(work: (key: string) => Promise<void>): Promise<boolean> {
    if (busy.value)
      return false
    busy.value = true
    notSaved.value = null
    try {
      await work(clientKey)
      clientKey = crypto.randomUUID()
      onSaved()
      await Promise.all([thread.load(), reviews.load()])
      return true
    }
    catch (error) {
      notSaved.value = failureOf(error)
      return false
    }
    finally {
      busy.value = false
    }
  }

  const send = (to: string, body: object): Promise<boolean> => save(async (key) => {
    card.data.value = await api.post<CardState>(to, { ...body, route, clientKey: key })
  })

  return {
    card,
    thread,
    reviews,
    busy,
    notSaved,
    async load() {
      // A lead that is seconds old is not ours yet: the card's own answer fetches it, and only then has it reviews to ask for.
      await Promise.all([card.load(), thread.load()])
      if (card.data.value)
        await reviews.load()
    },
    give: content => send(`${path}/feedback`, { ...content, shownAt }),
    stillTrying: () => send(`${path}/still-trying`, {}),
    answer: ({ reviewId, revision }, words) => save(async key => void await api.post<ReviewDetail>(`/api/reviews/${reviewId}/answer`, { revision, clientKey: key, route: 'tab', words })),
  }
}
