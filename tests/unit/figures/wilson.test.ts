import { expect, it } from 'vitest'
import { wilsonInterval } from '../../../src/domain/wilson.ts'

it.each([
  [0, 0, null],
  [0, 10, { low: 0, high: 0.2775 }],
  [10, 10, { low: 0.7225, high: 1 }],
  [8, 10, { low: 0.4902, high: 0.9433 }],
  [500, 1000, { low: 0.4691, high: 0.5309 }],
])('the Wilson interval of %i of %i is %o', (part, whole, expected) => {
  const found = wilsonInterval(part, whole)
  expect(found && { low: Math.round(found.low * 1e4) / 1e4, high: Math.round(found.high * 1e4) / 1e4 }).toEqual(expected)
})
