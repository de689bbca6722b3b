import type { Ref, ShallowRef } from 'vue'
import type { ListAnswer, ListRow } from '../../src/contracts/api/figures-answers.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import type { WantedList } from './kpi-context.ts'
import type { RowFilter } from './kpi-query.ts'
import { ref, shallowRef } from 'vue'
import { useResource } from '../kit/use-resource.ts'

/** The list in the side panel. */
export interface UseListReturn {
  wanted: ShallowRef<WantedList | null>
  rows: ShallowRef<ListRow[]>
  first: UseResourceReturn<ListAnswer>
  isLoadingMore: Ref<boolean>
  open: (wanted: WantedList) => void
  more: () => Promise<void>
  close: () => void
  /** Path of the whole list as a file. */
  filePath: (format: string) => string
}

/** Opens the list behind a number and reads on by hand. */
export function useList(api: ApiClient, query: (row?: RowFilter) => URLSearchParams): UseListReturn {
  const wanted = shallowRef<WantedList | null>(null)
  const rows = shallowRef<ListRow[]>([])
  const cursor = ref<string | null>(null)
  const isLoadingMore = ref(false)

  function path(extra: Record<string, string>): string {
    const asked = query(wanted.value?.row)
    asked.set('list', wanted.value?.list ?? '')
    Object.entries(extra).forEach(([name, value]) => asked.set(name, value))
    return asked.toString()
  }

  const first = useResource(async () => {
    const answer = await api.get<ListAnswer>(`/api/figures/list?${path({ limit: '50' })}`)
    rows.value = answer.rows
    cursor.value = answer.nextCursor
    return answer
  })

  async function more(): Promise<void> {
    if (cursor.value === null || isLoadingMore.value)
      return
    isLoadingMore.value = true
    try {
      const answer = await api.get<ListAnswer>(`/api/figures/list?${path({ limit: '200', cursor: cursor.value })}`)
      rows.value = [...rows.value, ...answer.rows]
      cursor.value = answer.nextCursor
    }
    finally {
      isLoadingMore.value = false
    }
  }

  return {
    wanted,
    rows,
    first,
    isLoadingMore,
    more,
    open(next) {
      wanted.value = next
      rows.value = []
      first.data.value = null
      void first.load()
    },
    close() {
      wanted.value = null
    },
    filePath: format => `/api/figures/export/list?${path({ format })}`,
  }
}
