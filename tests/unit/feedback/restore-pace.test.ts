import { describe, expect, it } from 'vitest'
import { restoredAt } from '../../../src/feedback/restore-natives.ts'
import { LONGEST_WAIT_MS } from '../../../src/store/longest-wait.ts'

describe('verdicts written back into a field made anew', () => {
  it.each([[0, 0], [49, 0], [50, 10_000], [499, 90_000], [9_000, 1_800_000]])('number %d goes out after %d ms', (index, ms) => {
    expect(restoredAt(index, 1_000)).toBe(1_000 + ms)
  })

  it('are never put off so far that they would count as dated by a wrong clock', () => {
    expect(restoredAt(100_000, 0)).toBe(LONGEST_WAIT_MS)
  })
})
