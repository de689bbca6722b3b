import type { ReviewQueue, ReviewRow } from '../../../../src/contracts/api/review.schema.ts'
import type { ReviewView } from '../../../../widgets/review/review-view.ts'
import { describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, reactive } from 'vue'
import { ApiError } from '../../../../widgets/kit/api-client.ts'
import { createShelf } from '../../../../widgets/review/review-shelf.ts'
import { useQueue } from '../../../../widgets/review/use-queue.ts'

// The casts: the list looks at no more of a row than its id and whether it may be opened.
const pageOf = (...ids: number[]): ReviewQueue => ({ rows: ids.map(reviewId => ({ reviewId, item: { entityTypeId: 1, itemId: reviewId }, accessible: reviewId !== 13 }) as ReviewRow), nextCursor: null, counts: {}, caps: { disputesLeft: null, answersLeft: null, appealsLeft: null } }) as unknown as ReviewQueue

function open(answers: Record<string, ReviewQueue | Error>) {
  const view = reactive<ReviewView>({ tab: 'appeals', filter: 'all', whose: 'all', rep: null })
  const get = vi.fn(async (path: string) => {
    const answer = answers[new URLSearchParams(path.split('?')[1]).get('filter') ?? '']
    if (answer instanceof Error)
      throw answer
    return answer
  })
  const queue = effectScope().run(() => useQueue({ get: get as never }, createShelf({ get: vi.fn().mockResolvedValue({ calls: [] }) }), 'owner', view))!
  return { view, queue, answers }
}

describe('a desk\'s list', () => {
  it('puts the first review that may be opened in focus', async () => {
    const { queue } = open({ all: pageOf(13, 4, 5) })
    await queue.load()
    expect(queue.current.value?.reviewId).toBe(4)
  })

  it('shows no rows of another part when the part that was chosen cannot be read, says so, and reads it when asked again', async () => {
    const { view, queue, answers } = open({ all: pageOf(1, 2), appeals: new ApiError('unavailable', 'Later.', 503) })
    await queue.load()
    view.filter = 'appeals'
    await nextTick()
    expect(queue.rows.value).toEqual([])
    await vi.waitUntil(() => queue.failure.value !== null)
    expect([queue.rows.value, queue.current.value, queue.isLoading.value]).toEqual([[], null, false])
    answers.appeals = pageOf(9)
    await queue.load()
    expect([queue.failure.value, queue.current.value?.reviewId]).toEqual([null, 9])
  })
})
