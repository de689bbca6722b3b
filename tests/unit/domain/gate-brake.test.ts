import { describe, expect, it } from 'vitest'
import { brakeReason } from '../../../src/domain/brake.ts'

describe('the brake', () => {
  const limits = { perHour: 30, sharePercent: 25, fromMoves: 20 }

  it.each([
    ['lets the thirtieth correction of an hour through', { corrections: 29, moves: 1000 }, null],
    ['falls at the thirty-first', { corrections: 30, moves: 1000 }, 'per_hour'],
    ['ignores shares under the least number of moves', { corrections: 18, moves: 19 }, null],
    ['lets exactly a quarter of the moves through', { corrections: 4, moves: 20 }, null],
    ['falls when more than a quarter of the moves are corrected', { corrections: 5, moves: 20 }, 'share'],
  ] as const)('%s', (_, counts, reason) => {
    expect(brakeReason(limits, counts)).toBe(reason)
  })
})
