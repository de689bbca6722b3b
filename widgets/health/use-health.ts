import type { Ref } from 'vue'
import type { DeadLetterRef, DeadLetters } from '../../src/contracts/api/dead-letters.schema.ts'
import type { PortalStatus } from '../../src/contracts/api/portal-status.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import { ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'
import { useResource } from '../kit/use-resource.ts'

/** State and verbs of the health page. */
export interface UseHealthReturn {
  status: UseResourceReturn<PortalStatus>
  letters: UseResourceReturn<DeadLetters>
  busy: Ref<boolean>
  /** What the last verb failed with; null after the next one begins. */
  refused: Ref<Failure | null>
  pause: (paused: boolean) => Promise<void>
  retry: (refs: DeadLetterRef[]) => Promise<void>
  load: () => Promise<void>
}

/** The health of the portal: promises with their facts, work that failed, and what can be done about it. */
export function useHealth(api: ApiClient): UseHealthReturn {
  const status = useResource(() => api.get<PortalStatus>('/api/portal/status'))
  const letters = useResource(() => api.get<DeadLetters>('/api/portal/dead-letters'))
  const busy = ref(false)
  const refused = shallowRef<Failure | null>(null)

  async function load(): Promise<void> {
    await Promise.all([status.load(), letters.load()])
  }

  async function work(task: () => Promise<unknown>): Promise<void> {
    busy.value = true
    refused.value = null
    try {
      await task()
    }
    catch (error) {
      refused.value = failureOf(error)
    }
    finally {
      await load()
      busy.value = false
    }
  }

  return {
    status,
    letters,
    busy,
    refused,
    pause: paused => work(() => api.post('/api/gate/pause', { paused })),
    retry: refs => work(() => api.post('/api/portal/dead-letters/retry', { refs })),
    load,
  }
}
