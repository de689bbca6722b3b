import { describe, expect, it } from 'vitest'
import { nativeOptions } from '../../../src/domain/native-options.ts'
import { EMPTY_NATIVES, nativesByCode, nativesForPortal, sameNatives } from '../../../src/domain/native-values.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const fields = [
  { fieldName: 'UF_CRM_PT_VERDICT', options: [{ xmlId: 'qualified', id: 79 }, { xmlId: 'spam', id: 81 }] },
  { fieldName: 'UF_CRM_PT_CRITERIA', options: [{ xmlId: 'all_met', id: 90 }, { xmlId: 'region', id: 91 }] },
]
const ids = { verdict: '81', warmth: null, reason: '5', review: null, criteria: ['90', '91', '999'], card: 'x' }

describe('native values', () => {
  it('are the same whatever the order of their keys and criteria: a store may give both back in another order', () => {
    const read = { ...EMPTY_NATIVES, verdict: 'qualified', criteria: ['region', 'budget'] }
    const stored = { criteria: ['budget', 'region'], card: null, review: null, reason: null, warmth: null, verdict: 'qualified' }
    expect(sameNatives(read, stored)).toBe(true)
    expect(sameNatives(read, { ...stored, criteria: ['budget'] })).toBe(false)
    expect(sameNatives(read, { ...stored, card: '{}' })).toBe(false)
  })

  it('are read by stable code; options an administrator added by hand and fields that are gone say nothing', () => {
    expect(nativesByCode(ids, fields)).toEqual({ verdict: 'spam', warmth: null, reason: null, review: null, criteria: ['all_met', 'region'], card: 'x' })
  })

  it('are written by this portal\'s option ids, emptied with an empty text or list', () => {
    expect(nativesForPortal({ verdict: 'qualified', criteria: ['region'], card: null }, fields)).toEqual({ fields: { UF_CRM_PT_VERDICT: 79, UF_CRM_PT_CRITERIA: [91], UF_CRM_PT_CARD: '' }, missing: [] })
    expect(nativesForPortal({ verdict: null, criteria: [] }, fields).fields).toEqual({ UF_CRM_PT_VERDICT: '', UF_CRM_PT_CRITERIA: [] })
  })

  it('name what this portal lacks and do not empty a field for a missing option', () => {
    expect(nativesForPortal({ verdict: 'off_target', warmth: 'hot' }, fields)).toEqual({ fields: {}, missing: ['UF_CRM_PT_VERDICT:off_target', 'UF_CRM_PT_WARMTH'] })
  })
})

describe('the options of native fields', () => {
  const options = nativeOptions(sampleTreaty())

  it('have codes that are unique in their field', () => {
    for (const list of Object.values(options))
      expect(new Set(list.map(option => option.xmlId)).size).toBe(list.length)
  })

  it('show the verdict with sign and word', () => {
    expect(options.verdict.map(option => option.words.ru)).toEqual(['✅ Качественный', '⚠️ Не по целевой аудитории', '❌ Фейк / спам'])
  })

  it('begin the criteria with "all met" and keep reasons of both verdicts apart', () => {
    expect(options.criteria.map(option => option.xmlId)).toEqual(['all_met', 'region', 'category', 'horizon', 'budget'])
    expect(options.reason.map(option => option.xmlId)).toContain('off_target.other')
    expect(options.reason.map(option => option.xmlId)).toContain('spam.other')
  })
})
