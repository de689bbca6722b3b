import type { Ref, ShallowRef } from 'vue'
import type { Failure } from '../kit/failure.ts'
import { computed, ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'

/** A list that grows page by page. */
export interface UsePagesReturn<Page, Row> {
  rows: ShallowRef<Row[]>
  /** The page loaded last: what stands beside its rows. */
  page: ShallowRef<Page | null>
  isFirst: Ref<boolean>
  hasMore: Ref<boolean>
  failure: ShallowRef<Failure | null>
  load: () => Promise<void>
  more: () => Promise<void>
  /** Shows an answer that came another way as the first page. */
  show: (page: Page) => void
}

/** Loads a list with a cursor; of two loads in flight only the later one is shown. */
export function usePages<Page extends { nextCursor: string | null }, Row>(fetchPage: (cursor: string | null) => Promise<Page>, rowsOf: (page: Page) => Row[]): UsePagesReturn<Page, Row> {
  const rows: ShallowRef<Row[]> = shallowRef([])
  const page: ShallowRef<Page | null> = shallowRef(null)
  const isLoading = ref(true)
  const failure = shallowRef<Failure | null>(null)
  let latest = 0

  async function read(cursor: string | null): Promise<void> {
    latest += 1
    const mine = latest
    isLoading.value = true
    try {
      const loaded = await fetchPage(cursor)
      if (mine !== latest)
        return
      rows.value = cursor === null ? rowsOf(loaded) : [...rows.value, ...rowsOf(loaded)]
      page.value = loaded
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

  return {
    rows,
    page,
    failure,
    isFirst: computed(() => isLoading.value && page.value === null),
    hasMore: computed(() => page.value !== null && page.value.nextCursor !== null),
    load: () => read(null),
    more: () => read(page.value?.nextCursor ?? null),
    show(shown) {
      latest += 1
      rows.value = rowsOf(shown)
      page.value = shown
      isLoading.value = false
    },
  }
}
