import { describe, expect, it } from 'vitest'
import { batchContents } from '../../../widgets/health/batch-contents.ts'

describe('what a logged batch asked for', () => {
  it('is its methods, the most frequent first', () => {
    expect(batchContents({ halt: 0, cmd: { r1: 'crm.stagehistory.list?entityTypeId=1', r2: 'crm.item.list?entityTypeId=1', r3: 'crm.item.list?entityTypeId=2' } })).toBe('crm.item.list\u00A0×\u00A02, crm.stagehistory.list')
  })

  it('is known of rows in a list, and of rows without parameters', () => {
    expect(batchContents({ cmd: ['profile', 'profile'] })).toBe('profile\u00A0×\u00A02')
  })

  it('is nothing for any other call', () => {
    expect([batchContents({ entityTypeId: 1 }), batchContents({ cmd: 'cut short' }), batchContents(null), batchContents('…')]).toEqual(['', '', '', ''])
  })
})
