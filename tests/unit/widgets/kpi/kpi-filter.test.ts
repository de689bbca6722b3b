import type { KpiFilter } from '../../../../widgets/kpi/kpi-query.ts'
import { describe, expect, it } from 'vitest'
import { figuresPreferencesSchema } from '../../../../src/contracts/api/figures-preferences.schema.ts'
import { figuresQuerySchema } from '../../../../src/contracts/api/figures-query.schema.ts'
import { ownPeriod, periodDays } from '../../../../widgets/kpi/kpi-period.ts'
import { fromPreferences, toPreferences } from '../../../../widgets/kpi/kpi-preferences.ts'
import { DEFAULT_FILTER, figuresQuery, filterFromAddress, filterToAddress, NONE } from '../../../../widgets/kpi/kpi-query.ts'

/** Friday, 27 November 2026, 01:30 in Moscow: still Thursday in UTC. */
const CLOCK = { now: Date.parse('2026-11-26T22:30:00Z'), zone: 'Europe/Moscow', weekStart: 0 }

const narrowed: KpiFilter = { tab: 'reps', period: { from: '2026-01-01', to: '2026-02-01' }, view: 'period', source: 'Я "и" 🚀 & co', campaign: 'весна & лето', rep: '0', department: '7', category: 'Кухни', version: '2', repeats: 'without' }

describe('a period', () => {
  it.each([
    ['four weeks begin on a Monday and end today, in the portal\'s own day', { last: 4, unit: 'week' }, '2026-11-02', '2026-11-28'],
    ['this month begins on its first day', { last: 1, unit: 'month' }, '2026-11-01', '2026-11-28'],
    ['twelve months reach into the year before', { last: 12, unit: 'month' }, '2025-12-01', '2026-11-28'],
    ['two dates are taken as they are', { from: '2024-02-29', to: '2024-03-01' }, '2024-02-29', '2024-03-01'],
  ] as const)('%s', (_, period, from, to) => {
    expect(periodDays(period, CLOCK)).toEqual({ from, to })
  })

  it('of weeks begins on the day the portal\'s weeks begin on', () => {
    expect([5, 6, 3, 4].map(weekStart => periodDays({ last: 1, unit: 'week' }, { ...CLOCK, weekStart }).from)).toEqual(['2026-11-21', '2026-11-22', '2026-11-26', '2026-11-27'])
  })

  it('of two typed dates includes both; what makes no period is none', () => {
    expect(ownPeriod('2026-02-28', '2026-02-28')).toEqual({ from: '2026-02-28', to: '2026-03-01' })
    expect([ownPeriod('2026-03-02', '2026-03-01'), ownPeriod('', '2026-03-01'), ownPeriod('2026-02-30', '2026-03-01')]).toEqual([null, null, null])
  })
})

describe('the filter', () => {
  it.each([['as it starts', DEFAULT_FILTER], ['narrowed, with quotes and emoji', narrowed], ['without a source, a campaign and a category', { ...DEFAULT_FILTER, source: NONE, campaign: NONE, category: NONE }]])('comes back from an address and from what the server keeps: %s', (_, filter) => {
    expect(filterFromAddress(new URLSearchParams(filterToAddress(filter)), DEFAULT_FILTER)).toEqual(filter)
    expect(fromPreferences(figuresPreferencesSchema.parse(JSON.parse(JSON.stringify(toPreferences(filter)))))).toEqual(filter)
  })

  it('takes what an address does not say, or says wrongly, from what was remembered', () => {
    expect(filterFromAddress(new URLSearchParams('tab=nonsense&when=0.week&view=x&repeats=y'), narrowed)).toEqual({ ...narrowed, tab: 'overview' })
  })

  it('asks a question the server understands; a row of a table narrows it further, "no source" is an empty one', () => {
    const asked = figuresQuery({ ...narrowed, source: NONE }, CLOCK, { campaign: '' })
    expect(figuresQuerySchema.parse(Object.fromEntries(asked))).toMatchObject({ from: '2026-01-01', to: '2026-02-01', view: 'period', source: [''], campaign: [''], rep: [0], department: [7], category: ['Кухни'], version: [2], repeats: 'without' })
    expect(figuresQuery(DEFAULT_FILTER, CLOCK).has('source')).toBe(false)
  })
})
