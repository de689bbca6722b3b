import type { Ref, ShallowRef } from 'vue'
import type { ReviewDesk, ReviewQueue, ReviewRow } from '../../src/contracts/api/review.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import type { ReviewShelf } from './review-shelf.ts'
import type { ReviewView } from './review-view.ts'
import { computed, ref, shallowRef, watch } from 'vue'
import { failureOf } from '../kit/failure.ts'

/** A list of reviews with one of them in focus. */
export interface UseQueueReturn {
  rows: ShallowRef<readonly ReviewRow[]>
  /** What stands beside the rows: counters by part, and what is left of the week's caps. */
  about: ShallowRef<Pick<ReviewQueue, 'counts' | 'caps'>>
  hasMore: Ref<boolean>
  isLoading: Ref<boolean>
  failure: ShallowRef<Failure | null>
  current: Ref<ReviewRow | null>
  /** The row after the one in focus. */
  next: Ref<ReviewRow | null>
  load: () => Promise<void>
  more: () => Promise<void>
  select: (reviewId: number | null) => void
  step: (by: 1 | -1) => void
  /** Takes a row out and puts the next one in focus; returns where it stood. */
  takeOut: (reviewId: number) => number
  /** Puts a row back where it stood. */
  putBack: (row: ReviewRow, index: number) => void
  replace: (row: ReviewRow) => void
}

/** Rows left below the focus when the next page is fetched. */
const REFILL_AT = 8

/** The address of a queue. */
export function queuePath(desk: ReviewDesk, { filter, whose, rep }: Pick<ReviewView, 'filter' | 'whose' | 'rep'>, cursor: string | null = null): string {
  const query = new URLSearchParams({ desk, filter, whose })
  if (rep !== null)
    query.set('rep', String(rep))
  if (cursor !== null)
    query.set('cursor', cursor)
  return `/api/reviews?${query}`
}

/** A desk's list. The focus moves on by itself when a row leaves, and what comes next is fetched before it is wanted. */
export function useQueue(api: Pick<ApiClient, 'get'>, shelf: ReviewShelf, desk: ReviewDesk, view: ReviewView): UseQueueReturn {
  const rows = shallowRef<readonly ReviewRow[]>([])
  const about = shallowRef<Pick<ReviewQueue, 'counts' | 'caps'>>({ counts: {}, caps: { disputesLeft: null, answersLeft: null, appealsLeft: null } })
  const cursor = ref<string | null>(null)
  const isLoading = ref(true)
  const failure = shallowRef<Failure | null>(null)
  const selectedId = ref<number | null>(null)
  const index = computed(() => rows.value.findIndex(row => row.reviewId === selectedId.value))
  const current = computed(() => rows.value[index.value] ?? null)
  const next = computed(() => rows.value[index.value + 1] ?? null)
  let latest = 0

  async function read(after: string | null): Promise<void> {
    latest += 1
    const mine = latest
    isLoading.value = true
    try {
      const page = await api.get<ReviewQueue>(queuePath(desk, view, after))
      if (mine !== latest)
        return
      const known = new Set(after === null ? [] : rows.value.map(row => row.reviewId))
      rows.value = [...(after === null ? [] : rows.value), ...page.rows.filter(row => !known.has(row.reviewId))]
      about.value = { counts: page.counts, caps: page.caps }
      cursor.value = page.nextCursor
      failure.value = null
      if (current.value === null)
        selectedId.value = rows.value.find(row => row.accessible)?.reviewId ?? null
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

  function step(by: 1 | -1): void {
    const to = rows.value[index.value + by]
    if (to)
      selectedId.value = to.reviewId
  }

  watch([current, next], async ([shown, following]) => {
    if (shown)
      await shelf.warm(shown, 10_000)
    if (following)
      await shelf.warm(following)
    if (cursor.value !== null && !isLoading.value && rows.value.length - index.value < REFILL_AT)
      await read(cursor.value)
  })
  watch(() => [view.filter, view.whose, view.rep], () => {
    // Rows of another part under the new heading would be a lie, above all when the new ones cannot be read.
    rows.value = []
    selectedId.value = null
    void read(null)
  })

  return {
    rows,
    about,
    hasMore: computed(() => cursor.value !== null),
    isLoading,
    failure,
    current,
    next,
    step,
    load: () => read(null),
    more: () => read(cursor.value),
    select: reviewId => selectedId.value = reviewId,
    takeOut(reviewId) {
      const place = rows.value.findIndex(row => row.reviewId === reviewId)
      if (selectedId.value === reviewId)
        selectedId.value = (rows.value[place + 1] ?? rows.value[place - 1])?.reviewId ?? null
      rows.value = rows.value.filter(row => row.reviewId !== reviewId)
      return place
    },
    putBack(row, place) {
      rows.value = [...rows.value.slice(0, place), row, ...rows.value.slice(place)]
      selectedId.value ??= row.reviewId
    },
    replace(row) {
      rows.value = rows.value.map(other => other.reviewId === row.reviewId ? { ...other, ...row } : other)
    },
  }
}
