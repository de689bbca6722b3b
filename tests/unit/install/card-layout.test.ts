import { describe, expect, it } from 'vitest'
import { withFields } from '../../../install/card-layout.ts'

const layout = [
  { name: 'main', title: 'О лиде', type: 'section', elements: [{ name: 'TITLE' }, { name: 'STATUS_ID', optionFlags: 1 }], extra: 'kept' },
  { name: 'more', title: 'Ещё', type: 'section', elements: [{ name: 'COMMENTS' }] },
]

describe('our fields in a card', () => {
  it('stand on top of the first section, and nothing else moves', () => {
    expect(withFields(layout, ['UF_CRM_PT_VERDICT'])).toEqual([
      { ...layout[0], elements: [{ name: 'UF_CRM_PT_VERDICT', optionFlags: 1 }, ...layout[0]!.elements] },
      layout[1],
    ])
  })

  it('are left where somebody has put them', () => {
    const moved = [layout[0]!, { ...layout[1]!, elements: [{ name: 'UF_CRM_PT_VERDICT' }] }]
    expect(withFields(moved, ['UF_CRM_PT_VERDICT'])).toBe(moved)
  })

  it('are not put into a layout without sections', () => {
    expect(withFields([], ['UF_CRM_PT_VERDICT'])).toBeNull()
  })
})
