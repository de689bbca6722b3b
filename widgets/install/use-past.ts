import type { ShallowRef } from 'vue'
import type { BackfillProgress } from '../../src/contracts/api/backfill.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import { onMounted, onScopeDispose, shallowRef } from 'vue'

/** How far the past is, as last read. */
export interface UsePastReturn {
  /** Null until it was read once. */
  past: ShallowRef<BackfillProgress | null>
  /** When it was read, ms. */
  readAt: ShallowRef<number>
}

/** Follows the reading of the past until it is done; a look that fails keeps what was seen and looks again. */
export function usePast(api: ApiClient, { everyMs = 3_000 }: { everyMs?: number } = {}): UsePastReturn {
  const past = shallowRef<BackfillProgress | null>(null)
  const readAt = shallowRef(Date.now())
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  async function look(): Promise<void> {
    try {
      past.value = await api.get<BackfillProgress>('/api/install/past')
      readAt.value = Date.now()
    }
    catch {
      // What was seen stays on the page; the wizard itself says when the server does not answer.
    }
    if (!isOver && past.value?.state !== 'done')
      timer = setTimeout(() => void look(), everyMs)
  }

  onMounted(() => void look())
  onScopeDispose(() => {
    isOver = true
    clearTimeout(timer)
  })
  return { past, readAt }
}
