import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { disputeReviewSchema, ruleReviewSchema } from '../../../src/contracts/api/review-decisions.schema.ts'
import { reviewQueueQuerySchema } from '../../../src/contracts/api/review.schema.ts'

const decision = () => ({ revision: 0, clientKey: randomUUID() })

describe('what a page sends about a review', () => {
  it('a dispute needs words and a proposed verdict; criterion and pinned moment may be left out', () => {
    expect(disputeReviewSchema.parse({ ...decision(), proposedLabel: 'qualified', words: '  клиент из Москвы ' })).toMatchObject({ criterion: null, pinned: null, heard: [], words: 'клиент из Москвы', route: 'queue' })
    expect(disputeReviewSchema.safeParse({ ...decision(), proposedLabel: 'qualified', words: '  ' }).success).toBe(false)
    expect(disputeReviewSchema.safeParse({ ...decision(), words: 'не согласны' }).success).toBe(false)
  })

  it('an overturning ruling needs the final verdict, an upholding one does not', () => {
    expect(ruleReviewSchema.safeParse({ ...decision(), outcome: 'overturned', reason: 'в записи назван бюджет' }).success).toBe(false)
    expect(ruleReviewSchema.parse({ ...decision(), outcome: 'upheld' })).toMatchObject({ label: null, reason: '' })
  })

  it('a queue is asked for by desk and filter; numbers arrive as text', () => {
    expect(reviewQueueQuerySchema.parse({ limit: '20', rep: '7' })).toEqual({ desk: 'marketing', filter: 'all', whose: 'all', limit: 20, rep: 7 })
    expect(reviewQueueQuerySchema.safeParse({ filter: 'yesterday' }).success).toBe(false)
  })
})
