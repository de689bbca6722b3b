import { describe, expect, it } from 'vitest'
import { encodeBatchRow } from '../../../src/bitrix/encode-batch-row.ts'

describe('a row of a batch', () => {
  it('is the bare method when it has no parameters', () => {
    expect(encodeBatchRow({ method: 'app.info', params: {} })).toBe('app.info')
  })

  it('nests in brackets and encodes every sign', () => {
    const row = encodeBatchRow({ method: 'crm.item.list', params: { entityTypeId: 1, filter: { '@id': [1, 2], '>=updatedTime': '2026-01-01T00:00:00+03:00' } } })
    expect(row).toBe('crm.item.list?entityTypeId=1&filter%5B%40id%5D%5B0%5D=1&filter%5B%40id%5D%5B1%5D=2&filter%5B%3E%3DupdatedTime%5D=2026-01-01T00%3A00%3A00%2B03%3A00')
  })

  it('reads back to the same values', () => {
    const row = encodeBatchRow({ method: 'm', params: { text: 'a&b=c?d #é', list: ['x y', '100%'] } })
    expect([...new URLSearchParams(row.slice(2))]).toEqual([['text', 'a&b=c?d #é'], ['list[0]', 'x y'], ['list[1]', '100%']])
  })

  it.each([
    ['null', null, 'm?a='],
    ['true', true, 'm?a=1'],
    ['false', false, 'm?a=0'],
    ['nothing', undefined, 'm'],
    ['an empty list', [], 'm'],
    ['a reference', '$result[x][id]', 'm?a=%24result%5Bx%5D%5Bid%5D'],
  ])('writes %s as a form would', (_name, value, expected) => {
    expect(encodeBatchRow({ method: 'm', params: { a: value } })).toBe(expected)
  })
})
