import { describe, expect, it } from 'vitest'
import { shareChange, timeChange } from '../../../../widgets/kpi/change.ts'
import { mixParts } from '../../../../widgets/kpi/mix-parts.ts'
import { trendDataset } from '../../../../widgets/kpi/trend-dataset.ts'

const number = (value: number) => ({ value, list: `items.created.x${value}` })

describe('what a picture is drawn from', () => {
  it('a trend goes from the oldest week to the newest; a week without items is a gap, a week of few is hollow', () => {
    const points = [{ week: '2026-03-09', numerator: 8, denominator: 10, value: 0.8 }, { week: '2026-03-02', numerator: 0, denominator: 0, value: null }]
    expect(trendDataset(points, { goalPercent: 80, label: week => week })).toEqual({ labels: ['2026-03-02', '2026-03-09'], values: [null, 0.8], goal: 0.8, isSmall: [true, false] })
    expect(trendDataset([], { goalPercent: null, label: week => week }).goal).toBeNull()
  })

  it('the parts of a bar add up to its items and keep their order; empty parts are left out', () => {
    const parts = mixParts({ items: number(8), qualified: number(4), off_target: number(0), spam: number(1), unproven: number(1), no_verdict: number(2), still_trying: number(0) })
    expect(parts.map(part => [part.code, part.share])).toEqual([['qualified', 0.5], ['spam', 0.125], ['unproven', 0.125], ['no_verdict', 0.25]])
    expect(new Set(parts.map(part => part.mark)).size).toBe(parts.length)
  })

  it('a bar of nothing has no parts', () => {
    const none = number(0)
    expect(mixParts({ items: none, qualified: none, off_target: none, spam: none, unproven: none, no_verdict: none, still_trying: none })).toEqual([])
  })
})

describe('a change against the span before', () => {
  const points = (value: number): string => `${value}`
  const hours = (ms: number): string => `${ms / 3_600_000} h`

  it('is better when a share grew and when a time shrank', () => {
    expect(shareChange(0.74, 0.76, points)).toEqual({ text: '-2', isBetter: false })
    expect(shareChange(0.098, 0.092, points)).toEqual({ text: '0.6', isBetter: true })
    expect(timeChange(3_600_000, 7_200_000, hours)).toEqual({ text: '−1 h', isBetter: true })
    expect(timeChange(7_200_000, 3_600_000, hours)).toEqual({ text: '+1 h', isBetter: false })
  })

  it('is neither when nobody would see it, and none at all without a value on both sides', () => {
    expect([shareChange(0.5, 0.5001, points)?.isBetter, timeChange(3_600_000, 3_600_001, hours)?.isBetter]).toEqual([null, null])
    expect([shareChange(null, 0.5, points), shareChange(0.5, null, points), timeChange(null, 1, hours)]).toEqual([null, null, null])
  })
})
