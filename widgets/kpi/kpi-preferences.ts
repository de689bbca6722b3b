import type { FiguresPreferences } from '../../src/contracts/api/figures-preferences.schema.ts'
import type { KpiFilter } from './kpi-query.ts'
import { DEFAULT_FILTER, NO_SOURCE } from './kpi-query.ts'
import { tabOf } from './kpi-tabs.ts'

/** What a person last looked at, as the server keeps it. */
export function toPreferences(filter: KpiFilter): FiguresPreferences {
  return {
    tab: filter.tab,
    period: { ...filter.period },
    view: filter.view,
    repeats: filter.repeats,
    ...filter.source !== '' && { source: [filter.source === NO_SOURCE ? '' : filter.source] },
    ...filter.rep !== '' && { rep: [Number(filter.rep)] },
    ...filter.version !== '' && { version: [Number(filter.version)] },
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
    source: kept.source?.[0] === undefined ? '' : kept.source[0] || NO_SOURCE,
    rep: kept.rep?.[0] === undefined ? '' : String(kept.rep[0]),
    version: kept.version?.[0] === undefined ? '' : String(kept.version[0]),
  }
}
