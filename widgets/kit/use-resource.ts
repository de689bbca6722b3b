import type { Ref, ShallowRef } from 'vue'
import type { Failure } from './failure.ts'
import { ref, shallowRef } from 'vue'
import { failureOf } from './failure.ts'

/** One block of data with its states. */
export interface UseResourceReturn<Data> {
  data: ShallowRef<Data | null>
  isLoading: Ref<boolean>
  failure: ShallowRef<Failure | null>
  /** Loads anew; of two loads in flight only the later one is shown. */
  load: () => Promise<void>
}

/** Loads something and remembers whether it is on its way, here, or failed. */
export function useResource<Data>(fetchData: () => Promise<Data>): UseResourceReturn<Data> {
  const data = shallowRef<Data | null>(null)
  const isLoading = ref(true)
  const failure = shallowRef<Failure | null>(null)
  let latest = 0

  async function load(): Promise<void> {
    latest += 1
    const mine = latest
    isLoading.value = true
    try {
      const loaded = await fetchData()
      if (mine !== latest)
        return
      data.value = loaded
      failure.value = null
    }
    catch (error) {
      if (mine === latest)
        failure.value = failureOf(error)
    }
    finally {
      if (mine === latest)
        isLoading.value = false
    }
  }

  return { data, isLoading, failure, load }
}
