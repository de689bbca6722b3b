import type { PresentField } from '../../../src/domain/native-losses.ts'
import type { NativeValues } from '../../../src/domain/native-values.ts'
import { describe, expect, it } from 'vitest'
import { hasLostValues, keepUnshowable } from '../../../src/domain/native-losses.ts'
import { EMPTY_NATIVES } from '../../../src/domain/native-values.ts'

const values = (parts: Partial<NativeValues>): NativeValues => ({ ...EMPTY_NATIVES, ...parts })
const field = (name: string, codes: string[], state: PresentField['state'] = 'ok'): PresentField => ({ fieldName: `UF_CRM_PT_${name}`, state, options: codes.map((xmlId, index) => ({ xmlId, id: index + 1 })) })

const SPAM = values({ verdict: 'spam', reason: 'spam.bot' })
const FIELDS = [field('VERDICT', ['qualified', 'off_target', 'spam']), field('REASON', ['spam.bot', 'spam.advertiser']), field('WARMTH', ['hot']), field('CRITERIA', ['all_met', 'region'])]

describe('values that have gone', () => {
  it.each([
    ['an emptied verdict', SPAM, EMPTY_NATIVES, true],
    ['an emptied reason under the same verdict', SPAM, values({ verdict: 'spam' }), true],
    ['a tick that is gone', values({ verdict: 'qualified', criteria: ['region'] }), values({ verdict: 'qualified' }), true],
    ['a new verdict that empties the old reason', SPAM, values({ verdict: 'qualified' }), false],
    ['a first verdict', EMPTY_NATIVES, SPAM, false],
    ['nothing new', SPAM, SPAM, false],
  ])('%s', (_, before, after, expected) => {
    expect(hasLostValues(before, after)).toBe(expected)
  })
})

describe('a reading', () => {
  it('is left as it is where the portal could still show what is gone: somebody emptied it', () => {
    expect(keepUnshowable(SPAM, EMPTY_NATIVES, FIELDS)).toEqual(EMPTY_NATIVES)
  })

  it('keeps the values of a deleted field', () => {
    const fields = FIELDS.map(one => one.fieldName === 'UF_CRM_PT_VERDICT' ? { ...one, state: 'missing' as const } : one)
    expect(keepUnshowable(SPAM, values({ reason: 'spam.bot' }), fields)).toEqual(SPAM)
  })

  it('keeps the value of a deleted option and takes what was emptied beside it', () => {
    const fields = [...FIELDS.filter(one => one.fieldName !== 'UF_CRM_PT_REASON'), field('REASON', ['spam.advertiser'], 'changed')]
    expect(keepUnshowable({ ...SPAM, warmth: 'hot' }, values({ verdict: 'spam' }), fields)).toEqual(SPAM)
  })

  it('keeps a tick whose option was deleted, with the ticks that are there', () => {
    const fields = [...FIELDS.filter(one => one.fieldName !== 'UF_CRM_PT_CRITERIA'), field('CRITERIA', ['all_met'], 'changed')]
    expect(keepUnshowable(values({ verdict: 'qualified', criteria: ['all_met', 'region'] }), values({ verdict: 'qualified', criteria: ['all_met'] }), fields).criteria).toEqual(['all_met', 'region'])
  })

  it('keeps nothing of an old verdict beside a new one', () => {
    const fields = FIELDS.map(one => one.fieldName === 'UF_CRM_PT_REASON' ? { ...one, state: 'missing' as const } : one)
    expect(keepUnshowable(SPAM, values({ verdict: 'qualified', warmth: 'hot' }), fields)).toEqual(values({ verdict: 'qualified', warmth: 'hot' }))
  })

  it('counts as it is for fields that were never made', () => {
    expect(keepUnshowable(SPAM, EMPTY_NATIVES, [])).toEqual(EMPTY_NATIVES)
  })
})
