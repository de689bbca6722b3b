import type { ComputedRef } from 'vue'
import type { RestLogPage } from '../../src/contracts/api/rest-log.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import { computed, reactive, ref } from 'vue'
import { useResource } from '../kit/use-resource.ts'

/** What a person typed; an empty text means all. `hours` counts back from now. */
export interface RestLogFilter { method: string, status: string, hours: string, text: string }

/** State and verbs of the log of calls. */
export interface UseRestLogReturn {
  filter: RestLogFilter
  log: UseResourceReturn<RestLogPage>
  /** Number of the page shown, from 1. */
  page: ComputedRef<number>
  search: () => Promise<void>
  next: () => Promise<void>
  back: () => Promise<void>
}

/** The query of a filter and a place in the list. */
export function restLogQuery(filter: RestLogFilter, cursor: string | null, now: number): string {
  const query = new URLSearchParams()
  for (const key of ['method', 'status', 'text'] as const) {
    const value = filter[key].trim()
    if (value)
      query.set(key, value)
  }
  if (filter.hours)
    query.set('from', String(now - Number(filter.hours) * 3_600_000))
  if (cursor)
    query.set('cursor', cursor)
  return query.toString()
}

/** Server calls of three days, searched and leafed through; the way back is remembered. */
export function useRestLog(api: ApiClient): UseRestLogReturn {
  const filter = reactive<RestLogFilter>({ method: '', status: '', hours: '', text: '' })
  const trail = ref<(string | null)[]>([null])
  const log = useResource(() => api.get<RestLogPage>(`/api/portal/rest-log?${restLogQuery(filter, trail.value.at(-1) ?? null, Date.now())}`))
  return {
    filter,
    log,
    page: computed(() => trail.value.length),
    async search() {
      trail.value = [null]
      await log.load()
    },
    async next() {
      const cursor = log.data.value?.nextCursor
      if (cursor) {
        trail.value = [...trail.value, cursor]
        await log.load()
      }
    },
    async back() {
      if (trail.value.length > 1) {
        trail.value = trail.value.slice(0, -1)
        await log.load()
      }
    },
  }
}
