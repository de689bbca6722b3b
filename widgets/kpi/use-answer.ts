import type { InjectionKey, Ref } from 'vue'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import { inject, onMounted, watch } from 'vue'
import { usePage } from '../kit/page-context.ts'
import { useResource } from '../kit/use-resource.ts'
import { useKpiContext } from './kpi-context.ts'

/** Counts up when the answers on the page have to be asked for anew: another filter, other figures. */
export const renewalKey: InjectionKey<Ref<number>> = Symbol('renewal')

/** The answer of one address of the figures for the filter as it stands; what is shown stays until the new answer is here. */
export function useAnswer<Answer>(name: string): UseResourceReturn<Answer> {
  const { api } = usePage()
  const { query } = useKpiContext()
  const renewal = inject(renewalKey)
  const resource = useResource(() => api.get<Answer>(`/api/figures/${name}?${query()}`))
  onMounted(resource.load)
  if (renewal)
    watch(renewal, () => void resource.load())
  return resource
}
