import type { HeardCall } from '../../src/domain/review.ts'
import type { ApiClient } from '../kit/api-client.ts'
import { reactive } from 'vue'
import { HEARD_SECONDS } from '../../src/domain/review.ts'

/** What was played on this page, by review. */
export interface UseHeardReturn {
  /** The player's count of a call has grown. */
  note: (reviewId: number, callId: string, seconds: number) => void
  of: (reviewId: number) => HeardCall[]
  longest: (reviewId: number) => number
}

/** Seconds between two reports to the server. */
const REPORT_EVERY = 15

/** Counts what is played and tells the server: as soon as it counts as heard, then now and then. A report that is lost comes with the next. */
export function useHeard(api: Pick<ApiClient, 'post'>): UseHeardReturn {
  const heard = reactive(new Map<number, Map<string, number>>())
  const reported = new Map<string, number>()
  const of = (reviewId: number): HeardCall[] => [...heard.get(reviewId) ?? []].map(([callId, seconds]) => ({ callId, seconds }))
  return {
    of,
    longest: reviewId => Math.max(0, ...of(reviewId).map(({ seconds }) => seconds)),
    note(reviewId, callId, seconds) {
      if (!heard.has(reviewId))
        heard.set(reviewId, new Map())
      heard.get(reviewId)!.set(callId, seconds)
      const key = `${reviewId}/${callId}`
      const before = reported.get(key) ?? 0
      if (seconds < HEARD_SECONDS || (before > 0 && seconds - before < REPORT_EVERY))
        return
      reported.set(key, seconds)
      void api.post(`/api/reviews/${reviewId}/heard`, { calls: [{ callId, seconds }] }).catch(() => reported.set(key, before))
    },
  }
}
