import type { ShallowRef } from 'vue'
import type { FreshnessAnswer } from '../../src/contracts/api/figures-freshness.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import { onBeforeUnmount, shallowRef } from 'vue'

/** How fresh the figures are, and whether the server can still be asked. */
export interface UseFreshnessReturn {
  freshness: ShallowRef<FreshnessAnswer | null>
  /** The last question was not answered: what is shown may be old. */
  isStale: ShallowRef<boolean>
  watchOver: () => void
}

const EVERY_MS = 10_000

/** Asks every few seconds while the page is in front; `changed` is called when another revision came. */
export function useFreshness(api: ApiClient, changed: () => void): UseFreshnessReturn {
  const freshness = shallowRef<FreshnessAnswer | null>(null)
  const isStale = shallowRef(false)
  let timer: ReturnType<typeof setInterval> | undefined

  async function look(): Promise<void> {
    if (document.visibilityState === 'hidden')
      return
    try {
      const before = freshness.value
      const answer = await api.get<FreshnessAnswer>('/api/figures/freshness')
      freshness.value = answer
      isStale.value = false
      if (before !== null && before.revision !== answer.revision)
        changed()
    }
    catch {
      // The page stays readable; it only says that it may be old.
      isStale.value = true
    }
  }

  onBeforeUnmount(() => clearInterval(timer))
  return {
    freshness,
    isStale,
    watchOver() {
      void look()
      timer = setInterval(() => void look(), EVERY_MS)
    },
  }
}
