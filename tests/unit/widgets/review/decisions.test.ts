import type { ReviewDetail, ReviewRow } from '../../../../src/contracts/api/review.schema.ts'
import type { ReviewShelf } from '../../../../widgets/review/review-shelf.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../../../widgets/kit/api-client.ts'
import { createDrafts } from '../../../../widgets/review/drafts.ts'
import { createShelf } from '../../../../widgets/review/review-shelf.ts'
import { useDecisions } from '../../../../widgets/review/use-decisions.ts'

// The casts: these rules look at no more of a row than its id, its item and its revision.
const rowOf = (reviewId: number): ReviewRow => ({ reviewId, revision: 2, item: { entityTypeId: 1, itemId: 1000 + reviewId }, accessible: true }) as ReviewRow
const detailOf = (reviewId: number, revision: number): ReviewDetail => ({ ...rowOf(reviewId), revision }) as ReviewDetail

describe('a decision on a desk', () => {
  let rows: ReviewRow[]
  let shelf: ReviewShelf
  const drafts = createDrafts()
  const post = vi.fn()
  const queue = {
    takeOut: (reviewId: number) => {
      const index = rows.findIndex(row => row.reviewId === reviewId)
      rows = rows.filter(row => row.reviewId !== reviewId)
      return index
    },
    putBack: (row: ReviewRow, index: number) => rows.splice(index, 0, row),
    replace: vi.fn(),
    select: vi.fn(),
  }
  const open = (filter: 'all' | 'open' = 'all') => useDecisions({ api: { post }, shelf, drafts, queue, filter: () => filter, now: () => 1_000, newKey: () => 'key' })

  beforeEach(() => {
    rows = [rowOf(1), rowOf(2), rowOf(3)]
    shelf = createShelf({ get: vi.fn().mockResolvedValue(detailOf(2, 3)) })
    post.mockReset()
    drafts.drop(2)
  })

  it('takes the row out before the server has answered, and names the revision the person saw', async () => {
    let answer!: (detail: ReviewDetail) => void
    post.mockReturnValue(new Promise(resolve => answer = resolve))
    shelf.put(detailOf(2, 5))
    const { decide, recent } = open()
    const done = decide('accept', rowOf(2), { heard: [] })
    expect(rows.map(row => row.reviewId)).toEqual([1, 3])
    expect(recent.value).toMatchObject({ kind: 'accept', untilAt: 11_000 })
    expect(post).toHaveBeenCalledWith('/api/reviews/2/accept', { heard: [], revision: 5, clientKey: 'key', route: 'queue' })
    answer(detailOf(2, 6))
    await done
    expect(shelf.of(2)?.detail?.revision).toBe(6)
  })

  it('refused, brings the row back to its place with the server\'s sentence, and keeps the words', async () => {
    post.mockRejectedValue(new ApiError('review_changed', 'Somebody was first.', 409))
    Object.assign(drafts.of(2), { words: 'typed' })
    const { decide, refused, recent } = open()
    await decide('dispute', rowOf(2), {})
    expect(rows.map(row => row.reviewId)).toEqual([1, 2, 3])
    expect(refused.value).toMatchObject({ row: { reviewId: 2 }, failure: { said: 'Somebody was first.' } })
    expect(recent.value).toBeNull()
    expect(drafts.of(2).words).toBe('typed')
  })

  it('is taken back after its answer has come: the row stands where it stood, its words are there again', async () => {
    post.mockResolvedValueOnce(detailOf(2, 3)).mockResolvedValueOnce(detailOf(2, 4))
    Object.assign(drafts.of(2), { words: 'typed' })
    const { decide, undo } = open()
    await decide('dispute', rowOf(2), {})
    expect(drafts.of(2).words).toBe('')
    await undo()
    expect(post).toHaveBeenLastCalledWith('/api/reviews/2/undo', { revision: 3, clientKey: 'key', route: 'queue' })
    expect(rows.map(row => row.reviewId)).toEqual([1, 2, 3])
    expect(drafts.of(2).words).toBe('typed')
  })

  it('leaves the row in its list where the list shows what is on its way', async () => {
    post.mockResolvedValue(detailOf(2, 3))
    await open('open').decide('withdraw', rowOf(2), {})
    expect(rows).toHaveLength(3)
  })
})
