import type { CallView, ItemCalls } from '../../src/contracts/api/calls.schema.ts'
import type { ReviewDetail, ReviewRow } from '../../src/contracts/api/review.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import { reactive } from 'vue'
import { failureOf } from '../kit/failure.ts'

/** One review on the shelf; each part comes by itself. */
export interface Shelved {
  detail: ReviewDetail | null
  failure: Failure | null
  /** Null while they are on their way. */
  calls: CallView[] | null
  callsFailed: boolean
  loadedAt: number
}

/** Reviews fetched ahead of the eye, so that the next one is there when it is wanted. */
export interface ReviewShelf {
  of: (reviewId: number) => Shelved | undefined
  /** Fetches what is missing or older than `freshMs`; what is there stays in sight meanwhile. */
  warm: (row: Pick<ReviewRow, 'reviewId' | 'item' | 'accessible'>, freshMs?: number) => Promise<void>
  /** The addresses of recordings have ended, or a recording was not ready. */
  renewCalls: (row: Pick<ReviewRow, 'reviewId' | 'item'>) => Promise<void>
  put: (detail: ReviewDetail) => void
}

/** Longer than this nothing is taken for true without asking again. */
const FRESH_MS = 60_000
/** So many reviews are kept; the oldest goes first. */
const KEPT = 40

export function createShelf(api: Pick<ApiClient, 'get'>, now: () => number = Date.now): ReviewShelf {
  const shelf = reactive(new Map<number, Shelved>())
  const loading = new Map<number, Promise<void>>()
  /** Reviews whose calls are on their way: a second list would bring other addresses and make the player begin anew. */
  const calling = new Set<number>()

  function place(reviewId: number): Shelved {
    if (!shelf.has(reviewId)) {
      shelf.set(reviewId, { detail: null, failure: null, calls: null, callsFailed: false, loadedAt: 0 })
      if (shelf.size > KEPT)
        shelf.delete(shelf.keys().next().value!)
    }
    return shelf.get(reviewId)!
  }

  async function loadDetail(reviewId: number): Promise<void> {
    const one = place(reviewId)
    try {
      const detail = await api.get<ReviewDetail>(`/api/reviews/${reviewId}`)
      // A decision may have been answered meanwhile: the later revision is the true one.
      if (!one.detail || detail.revision >= one.detail.revision)
        one.detail = detail
      one.failure = null
      one.loadedAt = now()
    }
    catch (error) {
      one.failure = failureOf(error)
    }
  }

  async function renewCalls({ reviewId, item }: Pick<ReviewRow, 'reviewId' | 'item'>): Promise<void> {
    const one = place(reviewId)
    calling.add(reviewId)
    try {
      one.calls = (await api.get<ItemCalls>(`/api/items/${item.entityTypeId}/${item.itemId}/calls`)).calls
      one.callsFailed = false
    }
    catch {
      // Listening is half of the work, not all of it: the rest of the review stays usable, and the page offers to ask again.
      one.callsFailed = true
    }
    finally {
      calling.delete(reviewId)
    }
  }

  return {
    of: reviewId => shelf.get(reviewId),
    renewCalls,
    put(detail) {
      Object.assign(place(detail.reviewId), { detail, failure: null, loadedAt: now() })
    },
    warm(row, freshMs = FRESH_MS) {
      const one = shelf.get(row.reviewId)
      const isFresh = one?.detail && now() - one.loadedAt < freshMs
      const wanted = [...(isFresh || !row.accessible ? [] : [loadDetail(row.reviewId)]), ...(one?.calls || calling.has(row.reviewId) || !row.accessible ? [] : [renewCalls(row)])]
      if (wanted.length === 0)
        return Promise.resolve()
      const running = loading.get(row.reviewId) ?? Promise.all(wanted).then(() => void loading.delete(row.reviewId))
      loading.set(row.reviewId, running)
      return running
    },
  }
}
