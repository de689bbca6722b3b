import { describe, expect, it } from 'vitest'
import { latestFirst } from '../../demo/tell-reviews.ts'

describe('the disputes of today in the demo', () => {
  it('are told from the latest on, whose appeal the owner always finds, however few verdicts were rejected lately', () => {
    expect(latestFirst(['oldest', 'older', 'old', 'new', 'newer', 'newest', 'last'])).toEqual(['last', 'newest', 'newer', 'new', 'old', 'older'])
    expect(latestFirst(['only one'])).toEqual(['only one'])
    expect(latestFirst([])).toEqual([])
  })
})
