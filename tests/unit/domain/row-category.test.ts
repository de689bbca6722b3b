import { describe, expect, it } from 'vitest'
import { categoryByRows } from '../../../src/domain/row-category.ts'

const row = (name: string | null, price: number, quantity = 1, { sort = 10, rowId = 1 } = {}) => ({ rowId, name, price, quantity, sort })

describe('the product category by rows', () => {
  it.each([
    ['none without rows', [], null],
    ['the only row', [row('Двери', 100)], 'Двери'],
    ['the row with the most money, not the dearest piece', [row('Дверь', 900), row('Ручки', 50, 20)], 'Ручки'],
    ['of the same money the row that stands first in the card', [row('Окна', 200, 1, { sort: 20, rowId: 1 }), row('Двери', 100, 2, { sort: 10, rowId: 2 })], 'Двери'],
    ['of the same money and place the older row', [row('Окна', 200, 1, { rowId: 8 }), row('Двери', 200, 1, { rowId: 7 })], 'Двери'],
    ['of the same money as people count it, not as floats do', [row('Окна', 0.1, 3, { sort: 20 }), row('Двери', 0.3, 1)], 'Двери'],
    ['a name without blanks around it', [row('  Кухни «Люкс» 🚪 ', 5)], 'Кухни «Люкс» 🚪'],
    ['none when the row with the most money has no name, though others have', [row(null, 500), row('Ручки', 5)], null],
    ['none when that name is blank', [row('   ', 500)], null],
    ['a row that is given away, where all are', [row('Доставка', 0), row('Замер', 0, 1, { sort: 20 })], 'Доставка'],
    ['what costs nothing before what is given back', [row('Скидка', -100, 1, { sort: 1 }), row('Замер', 0)], 'Замер'],
  ])('is %s', (_, rows, expected) => {
    expect(categoryByRows(rows)).toBe(expected)
    expect(categoryByRows([...rows].reverse())).toBe(expected)
  })

  it('is a name and not a story', () => {
    expect(categoryByRows([row('а'.repeat(5_000), 1)])).toHaveLength(200)
  })
})
