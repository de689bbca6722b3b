import type { FiguresPreferences } from '../../src/contracts/api/figures-preferences.schema.ts'
import type { KpiFilter } from './kpi-query.ts'
import { DEFAULT_FILTER, NONE } from './kpi-query.ts'
import { tabOf } from './kpi-tabs.ts'

/** What a person last looked at, as the server keeps it. */
export function toPreferences(filter: KpiFilter): FiguresPreferences {
  return {
    tab: filter.tab,
    period: { ...filter.period },
    view: filter.view,
    repeats: filter.repeats,
    ...toTexts(filter, 'source'),
    ...toTexts(filter, 'campaign'),
    ...toTexts(filter, 'category'),
    ...toNumbers(filter, 'rep'),
    ...toNumbers(filter, 'department'),
    ...toNumbers(filter, 'version'),
  }
}

/** The filter of what a person last looked at; what this page does not know is left out. */
export function fromPreferences(kept: FiguresPreferences): KpiFilter {
  const period = kept.period
  const isKnown = period !== undefined && ('from' in period || period.unit === 'week' || period.unit === 'month')
  return {
    tab: tabOf(kept.tab),
    // The cast: units this page has no preset for were sorted out.
    period: isKnown ? period as KpiFilter['period'] : DEFAULT_FILTER.period,
    view: kept.view ?? DEFAULT_FILTER.view,
    repeats: kept.repeats ?? DEFAULT_FILTER.repeats,
    source: fromTexts(kept.source),
    campaign: fromTexts(kept.campaign),
    rep: fromNumbers(kept.rep),
    department: fromNumbers(kept.department),
    category: fromTexts(kept.category),
    version: fromNumbers(kept.version),
  }
}

function toTexts(filter: KpiFilter, part: 'source' | 'campaign' | 'category'): FiguresPreferences {
  return filter[part] === '' ? {} : { [part]: [filter[part] === NONE ? '' : filter[part]] }
}

function toNumbers(filter: KpiFilter, part: 'rep' | 'department' | 'version'): FiguresPreferences {
  return filter[part] === '' ? {} : { [part]: [Number(filter[part])] }
}

function fromTexts(texts: readonly string[] | undefined): string {
  return texts?.[0] === undefined ? '' : texts[0] || NONE
}

function fromNumbers(numbers: readonly number[] | undefined): string {
  return numbers?.[0] === undefined ? '' : String(numbers[0])
}
