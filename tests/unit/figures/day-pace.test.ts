import { describe, expect, it } from 'vitest'
import { createDayPace } from '../../../src/figures/refresh/day-pace.ts'

/** Days of each transaction when a day takes so long. */
function walk(msPerDay: number, turns: number): number[] {
  const pace = createDayPace()
  return Array.from({ length: turns }, () => {
    const { days } = pace
    pace.took(days, days * msPerDay)
    return days
  })
}

describe('days summed up in one transaction', () => {
  it('are two months in a portal whose days take no time', () => {
    expect(walk(0.5, 6)).toEqual([8, 16, 32, 64, 64, 64])
  })

  it('stay as many as take a moment', () => {
    expect(walk(4, 5)).toEqual([8, 16, 32, 32, 32])
    expect(walk(40, 3)).toEqual([8, 8, 8])
  })

  it('become fewer when the days get heavy, and no more because few were left', () => {
    const pace = createDayPace()
    pace.took(8, 10)
    pace.took(16, 400)
    expect(pace.days).toBe(8)
    pace.took(3, 5)
    expect(pace.days).toBe(8)
  })
})
