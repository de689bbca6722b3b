import type { BatchRow, RowAnswer } from '../../../src/bitrix/portal-client.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createJoinedReads } from '../../../src/bitrix/joined-reads.ts'
import { PortalRefusedError, PortalUnreachableError } from '../../../src/bitrix/portal-errors.ts'

/** A portal that answers each batch with `answer` after 100 ms. */
function portal(answer: (row: BatchRow) => RowAnswer) {
  const batches: BatchRow[][] = []
  const batch = async (rows: readonly BatchRow[]) => {
    batches.push([...rows])
    await new Promise(resolve => setTimeout(resolve, 100))
    return new Map(rows.map(row => [row.key, answer(row)]))
  }
  return { batches, reads: createJoinedReads({ clients: { forPortal: () => ({ batch, call: vi.fn(), page: vi.fn() }) } }) }
}

const done = (row: BatchRow): RowAnswer => ({ state: 'done', result: row.params.id, next: null, total: 3 })
const ask = (id: number) => ({ method: 'crm.item.list', params: { id } })

describe('reads that cards ask at the same time', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('share one request, each with its own answer', async () => {
    const { reads, batches } = portal(done)
    const answers = Promise.all([reads.read(1, ask(7)), reads.read(1, ask(8))])
    await vi.runAllTimersAsync()
    expect(await answers).toEqual([{ result: 7, total: 3 }, { result: 8, total: 3 }])
    expect(batches).toHaveLength(1)
  })

  it('wait for a request under way and go together with the next one', async () => {
    const { reads, batches } = portal(done)
    const first = reads.read(1, ask(1))
    await vi.advanceTimersByTimeAsync(50)
    const others = [2, 3, 4].map(id => reads.read(1, ask(id)))
    await vi.runAllTimersAsync()
    await Promise.all([first, ...others])
    expect(batches.map(rows => rows.length)).toEqual([1, 3])
  })

  it('take more requests when they are more than a batch holds, and never mix portals', async () => {
    const { reads, batches } = portal(done)
    const all = Promise.all([...Array.from({ length: 51 }, (_, id) => reads.read(1, ask(id))), reads.read(2, ask(99))])
    await vi.runAllTimersAsync()
    await all
    expect(batches.map(rows => rows.length).sort((one, other) => one - other)).toEqual([1, 1, 50])
  })

  it('fail one by one when a row is refused, and all when the portal is away; the next ones go again', async () => {
    const refused = new PortalRefusedError('ACCESS_DENIED', 'no', { method: 'crm.item.list', status: 200 })
    const { reads } = portal(row => row.params.id === 1 ? { state: 'refused', error: refused } : done(row))
    const both = Promise.allSettled([reads.read(1, ask(1)), reads.read(1, ask(2))])
    await vi.runAllTimersAsync()
    expect(await both).toEqual([{ status: 'rejected', reason: refused }, { status: 'fulfilled', value: { result: 2, total: 3 } }])

    const away = new PortalUnreachableError('away', { method: 'batch' })
    let isAway = true
    const batch = async (rows: readonly BatchRow[]) => {
      if (isAway)
        throw away
      return new Map(rows.map(row => [row.key, done(row)]))
    }
    const line = createJoinedReads({ clients: { forPortal: () => ({ batch, call: vi.fn(), page: vi.fn() }) } })
    const lost = Promise.allSettled([line.read(1, ask(1)), line.read(1, ask(2))])
    await vi.runAllTimersAsync()
    expect((await lost).map(one => one.status)).toEqual(['rejected', 'rejected'])
    isAway = false
    const again = line.read(1, ask(3))
    await vi.runAllTimersAsync()
    expect(await again).toEqual({ result: 3, total: 3 })
  })
})
