import type { Ref, ShallowRef } from 'vue'
import type { BulkAcceptAnswer } from '../../src/contracts/api/review-decisions.schema.ts'
import type { ReviewRow } from '../../src/contracts/api/review.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import type { UseHeardReturn } from './use-heard.ts'
import type { UseQueueReturn } from './use-queue.ts'
import { computed, ref, shallowRef } from 'vue'
import { HEARD_SECONDS } from '../../src/domain/review.ts'
import { failureOf } from '../kit/failure.ts'

/** Accepting at once what was listened to. */
export interface UseBulkReturn {
  /** Rows that were heard and still wait. */
  heardRows: Ref<ReviewRow[]>
  isBusy: Ref<boolean>
  /** What was left alone last time, with the server's sentences. */
  left: ShallowRef<BulkAcceptAnswer['refused']>
  failure: ShallowRef<Failure | null>
  accept: () => Promise<void>
}

/** As many as the server takes at once. */
const AT_ONCE = 100

export function useBulk({ api, heard, queue }: { api: Pick<ApiClient, 'post'>, heard: Pick<UseHeardReturn, 'longest'>, queue: Pick<UseQueueReturn, 'rows' | 'takeOut'> }): UseBulkReturn {
  const heardRows = computed(() => queue.rows.value.filter(row => row.state === 'waiting' && Math.max(row.heardSeconds, heard.longest(row.reviewId)) >= HEARD_SECONDS))
  const isBusy = ref(false)
  const left = shallowRef<BulkAcceptAnswer['refused']>([])
  const failure = shallowRef<Failure | null>(null)

  async function accept(): Promise<void> {
    isBusy.value = true
    failure.value = null
    try {
      const reviews = heardRows.value.slice(0, AT_ONCE).map(({ reviewId, revision }) => ({ reviewId, revision }))
      const answer = await api.post<BulkAcceptAnswer>('/api/reviews/bulk-accept', { reviews, clientKey: crypto.randomUUID() })
      answer.accepted.forEach(({ reviewId }) => queue.takeOut(reviewId))
      left.value = answer.refused
    }
    catch (error) {
      failure.value = failureOf(error)
    }
    finally {
      isBusy.value = false
    }
  }

  return { heardRows, isBusy, left, failure, accept }
}
