import { dayText, localDay, parseDay, weekFrom } from '../../src/domain/local-time.ts'

/** A period as a person chose it: whole weeks or months up to today, or two dates (the second excluded). */
export type KpiPeriod = { readonly last: number, readonly unit: 'week' | 'month' } | { readonly from: string, readonly to: string }

/** Periods one click away. */
export const PERIOD_PRESETS = [
  { code: 'weeks_4', period: { last: 4, unit: 'week' } },
  { code: 'weeks_13', period: { last: 13, unit: 'week' } },
  { code: 'month_1', period: { last: 1, unit: 'month' } },
  { code: 'months_3', period: { last: 3, unit: 'month' } },
  { code: 'months_6', period: { last: 6, unit: 'month' } },
  { code: 'months_12', period: { last: 12, unit: 'month' } },
] as const satisfies readonly { code: string, period: KpiPeriod }[]

/** When somebody looks, and by which calendar: the portal's zone and the day its weeks begin on (Monday = 0). */
export interface PeriodClock {
  readonly now: number
  readonly zone: string
  readonly weekStart: number
}

/** Days of a period in the portal's zone, `YYYY-MM-DD`, the last one excluded. */
export function periodDays(period: KpiPeriod, { now, zone, weekStart }: PeriodClock): { from: string, to: string } {
  if ('from' in period)
    return period
  const today = localDay(now, zone)
  const to = dayText(today + 1)
  if (period.unit === 'week')
    return { from: dayText(weekFrom(today, weekStart) - 7 * (period.last - 1)), to }
  const [year = 0, month = 1] = dayText(today).split('-').map(Number)
  const months = year * 12 + month - period.last
  return { from: `${String(Math.floor(months / 12)).padStart(4, '0')}-${String(months % 12 + 1).padStart(2, '0')}-01`, to }
}

/** The code of the preset a period is; `own` for two dates. */
export function presetOf(period: KpiPeriod): string {
  return 'from' in period ? 'own' : PERIOD_PRESETS.find(one => one.period.last === period.last && one.period.unit === period.unit)?.code ?? 'weeks_4'
}

/** Two dates a person typed, both included; null while they make no period. */
export function ownPeriod(first: string, last: string): KpiPeriod | null {
  const [from, until] = [parseDay(first), parseDay(last)]
  return from === null || until === null || until < from ? null : { from: first, to: dayText(until + 1) }
}
