import type { ApiClient } from '../../../../widgets/kit/api-client.ts'
import { expect, it } from 'vitest'
import { createShelf } from '../../../../widgets/review/review-shelf.ts'

it('the shelf asks for the calls of a review once, however often it is warmed meanwhile: one ticket, one wave, one beginning', async () => {
  const asked: string[] = []
  // The cast: the shelf looks at no more of the answers.
  const get = (async (path: string) => {
    asked.push(path)
    await Promise.resolve()
    return path.endsWith('/calls') ? { calls: [] } : { reviewId: 7, revision: 1 }
  }) as ApiClient['get']
  const shelf = createShelf({ get }, () => 0)
  const row = { reviewId: 7, item: { entityTypeId: 1, itemId: 42 }, accessible: true } as const
  await Promise.all([shelf.warm(row), shelf.warm(row)])
  expect(asked.filter(path => path.endsWith('/calls'))).toEqual(['/api/items/1/42/calls'])
  await shelf.renewCalls(row)
  expect(asked.filter(path => path.endsWith('/calls'))).toHaveLength(2)
})
