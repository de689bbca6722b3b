import { describe, expect, it } from 'vitest'
import { categoryOf } from '../../../src/domain/category-value.ts'

const list = { fieldName: 'UF_CRM_GROUP', kind: 'list', options: [{ id: 7, name: ' Кухни ' }, { id: 8, name: '' }] } as const
const text = { fieldName: 'UF_CRM_GROUP', kind: 'text', options: [] } as const

describe('the product category of a lead', () => {
  it.each([
    ['the option of a number', list, 7, 'Кухни'],
    ['the option of a number sent as text', list, '7', 'Кухни'],
    ['the first of several', list, [7, 8], 'Кухни'],
    ['none: an option that is gone', list, 99, null],
    ['none: an option without a name', list, 8, null],
    ['a text as it stands', text, '  Двери «Люкс» 🚪 ', 'Двери «Люкс» 🚪'],
    ['none: an empty text', text, '   ', null],
    ['none: no value, whatever the portal sends for it', text, false, null],
    ['none: an empty list', list, [], null],
    ['none: something else entirely', list, { id: 7 }, null],
  ])('is %s', (_, field, value, expected) => {
    expect(categoryOf(field, value)).toBe(expected)
  })

  it('is a name and not a story', () => {
    expect(categoryOf(text, 'а'.repeat(5_000))).toHaveLength(200)
  })
})
