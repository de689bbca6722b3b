import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PortalUnreachableError } from '../../../src/bitrix/portal-errors.ts'
import { createBoundFieldReader } from '../../../src/feedback/bound-fields.ts'

const LEAD = { entityTypeId: 1, itemId: 7 } as const

/** A portal that answers with these results in order, and counts what it is asked. */
function portal(...results: (() => unknown)[]) {
  const asked: unknown[] = []
  const read = async (_portalId: number, row: { method: string, params: Record<string, unknown> }) => {
    asked.push(row)
    return { result: await results[Math.min(asked.length, results.length) - 1]!(), total: null }
  }
  let clock = 0
  return { asked, read: createBoundFieldReader({ reads: { read }, now: () => clock }), pass: (ms: number) => clock += ms }
}

describe('fields that criteria are bound to', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('are read by name and nothing else of the item', async () => {
    const { read, asked } = portal(() => ({ items: [{ id: 7, opportunity: 5 }] }))
    expect(await read(1, LEAD, ['opportunity'])).toEqual({ id: 7, opportunity: 5 })
    expect(asked).toEqual([{ method: 'crm.item.list', params: { entityTypeId: 1, select: ['id', 'opportunity'], filter: { '@id': [7] }, start: -1, useOriginalUfNames: 'Y' } }])
  })

  it('cost no call when nothing is bound', async () => {
    const { read, asked } = portal(() => ({}))
    expect(await read(1, LEAD, [])).toEqual({})
    expect(asked).toEqual([])
  })

  it('are kept for ten seconds, for each portal and item apart', async () => {
    const { read, asked, pass } = portal(() => ({ items: [{ id: 7 }] }))
    await Promise.all([read(1, LEAD, ['a', 'b']), read(1, LEAD, ['b', 'a'])])
    expect(asked).toHaveLength(1)
    await read(2, LEAD, ['a', 'b'])
    expect(asked).toHaveLength(2)
    pass(10_000)
    await read(1, LEAD, ['a', 'b'])
    expect(asked).toHaveLength(3)
  })

  it.each([
    ['cannot be reached', () => {
      throw new PortalUnreachableError('no answer', { method: 'crm.item.list' })
    }],
    ['answers something else', () => ({ items: 'none' })],
    ['does not answer in time', () => new Promise(() => {})],
  ])('are unknown when the portal %s', async (_, answer) => {
    const reading = portal(answer).read(1, LEAD, ['a'])
    await vi.advanceTimersByTimeAsync(1200)
    expect(await reading).toBeNull()
  })

  it('do not hide a mistake of our own', async () => {
    const broken = portal(() => {
      throw new TypeError('ours')
    })
    await expect(broken.read(1, LEAD, ['a'])).rejects.toThrow('ours')
  })
})
