import { describe, expect, it } from 'vitest'
import { withinLimit } from '../../chaos/within-limit.ts'

const WHOLE = { fault: 'killed', changes: 8, judged: 8, lost: 0, doubled: 0, seconds_to_consistency: 1 }

describe('a fault of the chaos list', () => {
  const said: string[] = []
  const limit = { fault: 'killed', changes: 8, limitMs: 60_000, say: (line: string) => said.push(line) }

  it('gives its own report when it comes to its end', async () => {
    expect(await withinLimit(limit, async () => [WHOLE])).toEqual([WHOLE])
  })

  it('counts everything as lost when it fails, and says why', async () => {
    expect(await withinLimit(limit, () => Promise.reject(new Error('no server started')))).toMatchObject([{ fault: 'killed', changes: 8, judged: 0, lost: 8, doubled: 0 }])
    expect(said.at(-1)).toContain('no server started')
  })

  it('counts everything as lost when it never ends', async () => {
    expect(await withinLimit({ ...limit, limitMs: 1 }, () => new Promise(() => {}))).toMatchObject([{ fault: 'killed', changes: 8, judged: 0, lost: 8, doubled: 0 }])
    expect(said.at(-1)).toContain('not at its end')
  })
})
