import { describe, expect, it } from 'vitest'
import { binOf, percentileOf, valueOfBin } from '../../../src/store/span-bins.ts'
import { createRandom } from '../../support/figures/random.ts'

function exact(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const place = share * (sorted.length - 1)
  const low = sorted[Math.floor(place)]!
  return low + (sorted[Math.ceil(place)]! - low) * (place % 1)
}

function histogram(values: readonly number[]): Map<number, number> {
  const bins = new Map<number, number>()
  values.forEach(value => bins.set(binOf(value), (bins.get(binOf(value)) ?? 0) + 1))
  return bins
}

describe('the histogram of durations', () => {
  it('names every duration up to twenty years within half a percent', () => {
    const random = createRandom(1)
    for (let index = 0; index < 5_000; index++) {
      const value = Math.floor(10 ** (random.next() * 11.8)) + 1
      expect(Math.abs(valueOfBin(binOf(value)) - value)).toBeLessThanOrEqual(value * 0.005)
    }
    expect(valueOfBin(binOf(0))).toBe(0)
  })

  it.each([
    ['two spikes', [...Array.from<number>({ length: 60 }).fill(60_000), ...Array.from<number>({ length: 40 }).fill(86_400_000)]],
    ['one spike just above a power of two', Array.from<number>({ length: 99 }).fill(67_108_865)],
    ['zeros and a spike', [0, 0, 0, 0, 900_000, 900_000, 900_000, 900_000, 900_000]],
    ['a single value', [3_600_000]],
    ['two values far apart', [1_000, 31_536_000_000]],
  ])('is within one percent of percentile_cont on spiky data: %s', (_, values) => {
    for (const share of [0.5, 0.75, 0.9])
      expect(Math.abs(percentileOf(histogram(values), share)! - exact(values, share))).toBeLessThanOrEqual(exact(values, share) * 0.01)
  })

  it('has no percentile without a value', () => {
    expect(percentileOf(new Map(), 0.5)).toBeNull()
  })
})
