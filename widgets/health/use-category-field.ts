import type { Ref } from 'vue'
import type { CategoryFieldAnswer } from '../../src/contracts/api/category-field.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import { ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'
import { useResource } from '../kit/use-resource.ts'

/** State and verb of the field that tells the product category. */
export interface UseCategoryFieldReturn {
  answer: UseResourceReturn<CategoryFieldAnswer>
  busy: Ref<boolean>
  refused: Ref<Failure | null>
  /** Empty = none. */
  choose: (fieldName: string) => Promise<void>
}

/** Which CRM field tells the product category; what the portal cannot say now can be asked again. */
export function useCategoryField(api: ApiClient): UseCategoryFieldReturn {
  const answer = useResource(() => api.get<CategoryFieldAnswer>('/api/portal/category-field'))
  const busy = ref(false)
  const refused = shallowRef<Failure | null>(null)
  return {
    answer,
    busy,
    refused,
    async choose(fieldName) {
      busy.value = true
      refused.value = null
      try {
        answer.data.value = await api.put<CategoryFieldAnswer>('/api/portal/category-field', { fieldName: fieldName || null })
      }
      catch (error) {
        refused.value = failureOf(error)
      }
      finally {
        busy.value = false
      }
    },
  }
}
