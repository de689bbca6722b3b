import { describe, expect, it } from 'vitest'
import { RateLimitedError } from '../../../src/bitrix/portal-errors.ts'
import { retryAt } from '../../../src/sync/back-off.ts'
import { createBatchSizer } from '../../../src/sync/batch-sizer.ts'

describe('the size of a batch of writes', () => {
  it('starts at ten rows and doubles up to fifty while the portal is quick', () => {
    const sizer = createBatchSizer()
    const sizes = [200, 400, 800, 800].map((durationMs) => {
      const { size } = sizer
      sizer.note(size, durationMs)
      return size
    })
    expect([...sizes, sizer.size]).toEqual([10, 20, 40, 50, 50])
  })

  it('shrinks so that the next batch stays under fifteen seconds', () => {
    const sizer = createBatchSizer()
    sizer.note(10, 20_000)
    expect(sizer.size).toBe(3)
    sizer.note(3, 60_000)
    expect(sizer.size).toBe(1)
  })
})

describe('trying again', () => {
  it.each([
    ['waits two seconds after the first attempt', 1, 2_000],
    ['doubles the wait', 4, 16_000],
    ['waits ten minutes at most', 30, 600_000],
  ])('%s', (_, attempts, waitMs) => {
    expect(retryAt(attempts, 1_000)).toBe(1_000 + waitMs)
  })

  it('waits as long as the portal asks', () => {
    expect(retryAt(1, 1_000, new RateLimitedError(90_000, { method: 'batch' }))).toBe(90_000)
  })
})
