import type { Ref, ShallowRef } from 'vue'
import type { TreatyPreview } from '../../src/contracts/api/treaty-workshop.schema.ts'
import type { PreviewTally } from '../../src/domain/treaty-preview.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import { ref, shallowRef } from 'vue'
import { addTallies, EMPTY_TALLY } from '../../src/domain/treaty-preview.ts'
import { failureOf } from '../kit/failure.ts'

/** The look back of one version. */
export interface UsePreviewReturn {
  tally: ShallowRef<PreviewTally | null>
  /** 0 to 1 while it counts. */
  progress: Ref<number>
  busy: Ref<boolean>
  failure: ShallowRef<Failure | null>
  period: ShallowRef<{ fromAt: number, toAt: number } | null>
  /** Counts anew; a count under way is given up. */
  run: (versionNo: number) => Promise<void>
}

/** Adds last month up, page by page, and says how far it is. */
export function usePreview(api: ApiClient): UsePreviewReturn {
  const tally = shallowRef<PreviewTally | null>(null)
  const progress = ref(0)
  const busy = ref(false)
  const failure = shallowRef<Failure | null>(null)
  const period = shallowRef<{ fromAt: number, toAt: number } | null>(null)
  let latest = 0

  async function count(versionNo: number, isLatest: () => boolean): Promise<void> {
    let sum = EMPTY_TALLY
    let total = 0
    let after = ''
    while (isLatest()) {
      const page = await api.get<TreatyPreview>(`/api/treaty/versions/${versionNo}/preview${after}`)
      sum = addTallies(sum, page.tally)
      total = page.total ?? total
      if (!isLatest())
        return
      period.value = { fromAt: page.fromAt, toAt: page.toAt }
      progress.value = total === 0 ? 1 : Math.min(1, sum.items / total)
      if (page.next === null) {
        tally.value = sum
        return
      }
      after = `?afterAt=${page.next.createdAt}&afterId=${page.next.itemId}`
    }
  }

  return {
    tally,
    progress,
    busy,
    failure,
    period,
    async run(versionNo) {
      latest += 1
      const mine = latest
      progress.value = 0
      busy.value = true
      failure.value = null
      try {
        await count(versionNo, () => mine === latest)
      }
      catch (error) {
        if (mine === latest)
          failure.value = failureOf(error)
      }
      finally {
        if (mine === latest)
          busy.value = false
      }
    },
  }
}
