import type { BatchRow, PortalClient, RowAnswer } from '../../../src/bitrix/portal-client.ts'
import { describe, expect, it } from 'vitest'
import { OperatingLimitError, PortalRefusedError } from '../../../src/bitrix/portal-errors.ts'
import { readProductRows } from '../../../src/bitrix/product-rows.ts'

const METHOD = 'crm.item.productrow.list'

/** A portal that answers each owner in its own way; remembers what it was asked. */
function portalOf(answer: (ownerId: number, afterId: number) => RowAnswer): { client: PortalClient, batches: BatchRow[][] } {
  const batches: BatchRow[][] = []
  const never = (): never => {
    throw new Error('Only batches are asked for.')
  }
  return { batches, client: { call: never, page: never, async batch(rows) {
    batches.push([...rows])
    return new Map(rows.map((row) => {
      const filter = row.params.filter as Record<string, unknown>
      return [row.key, answer(Number(filter['=ownerId']), Number(filter['>id'] ?? 0))]
    }))
  } } }
}

const rowsFrom = (first: number, count: number): RowAnswer => ({ state: 'done', result: { productRows: Array.from({ length: count }, (_, index) => ({ id: String(first + index), productName: ' Door ', price: '10.5', quantity: 2, sort: 10 })) }, next: null, total: null })
const refused = (error: Extract<RowAnswer, { state: 'refused' }>['error']): RowAnswer => ({ state: 'refused', error })

describe('the product rows of items', () => {
  it('are asked for by owner, leads and deals by their letter, all in one request', async () => {
    const { client, batches } = portalOf(() => rowsFrom(1, 1))
    expect((await readProductRows(client, 1, [7, 8])).rows.get(7)).toEqual([{ rowId: 1, name: 'Door', price: 10.5, quantity: 2, sort: 10 }])
    await readProductRows(client, 2, [9])
    expect(batches.map(rows => rows.map(row => [row.method, row.params.filter]))).toEqual([
      [[METHOD, { '=ownerType': 'L', '=ownerId': 7 }], [METHOD, { '=ownerType': 'L', '=ownerId': 8 }]],
      [[METHOD, { '=ownerType': 'D', '=ownerId': 9 }]],
    ])
  })

  it('are read page by page by id, of those that have more', async () => {
    const { client, batches } = portalOf((ownerId, afterId) => ownerId === 7 && afterId < 100 ? rowsFrom(afterId + 1, 50) : rowsFrom(500, 3))
    const { rows, requests } = await readProductRows(client, 1, [7, 8])
    expect([requests, rows.get(7)?.length, rows.get(8)?.length]).toEqual([3, 103, 3])
    expect(batches.map(asked => asked.map(row => (row.params.filter as Record<string, unknown>)['>id']))).toEqual([[undefined, undefined], [50], [100]])
  })

  it('end after ten pages', async () => {
    const { client } = portalOf((_, afterId) => rowsFrom(afterId + 1, 50))
    const { rows, requests } = await readProductRows(client, 1, [7])
    expect([requests, rows.get(7)?.length]).toEqual([10, 500])
  })

  it.each<[string, RowAnswer]>([
    ['refuses', refused(new PortalRefusedError('ACCESS_DENIED', 'Access denied', { method: METHOD }))],
    ['answers in no known shape', { state: 'done', result: { productRows: [{ id: 'x' }] }, next: null, total: null }],
  ])('are unknown of an item the portal %s, and the others are read', async (_, answer) => {
    const { client } = portalOf(ownerId => ownerId === 7 ? answer : rowsFrom(1, 1))
    const { rows } = await readProductRows(client, 1, [7, 8])
    expect([rows.get(7), rows.get(8)?.length]).toEqual([null, 1])
  })

  it('are none where the portal sends an empty list in any spelling', async () => {
    const { client } = portalOf(() => ({ state: 'done', result: { productRows: false }, next: null, total: null }))
    expect((await readProductRows(client, 1, [7])).rows.get(7)).toEqual([])
  })

  it('are asked for later when the method has no time left', async () => {
    const { client } = portalOf(() => refused(new OperatingLimitError(1, { method: METHOD })))
    await expect(readProductRows(client, 1, [7])).rejects.toThrow(OperatingLimitError)
  })

  it('cost nothing when nobody is asked about', async () => {
    const { client, batches } = portalOf(() => rowsFrom(1, 1))
    expect([await readProductRows(client, 1, []), batches]).toEqual([{ rows: new Map(), requests: 0 }, []])
  })
})
