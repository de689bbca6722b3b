import type { KpiPeriod, PeriodClock } from './kpi-period.ts'
import type { KpiTab } from './kpi-tabs.ts'
import { periodDays } from './kpi-period.ts'
import { tabOf } from './kpi-tabs.ts'

/** What the page is narrowed to; an empty text means all. */
export interface KpiFilter {
  tab: KpiTab
  period: KpiPeriod
  view: 'cohort' | 'period'
  /** A source id; `-` = no source. */
  source: string
  /** A UTM campaign; `-` = none. */
  campaign: string
  /** A user id. */
  rep: string
  /** A department, with its children. */
  department: string
  /** A product category; `-` = none. */
  category: string
  /** A treaty version; `0` = no treaty. */
  version: string
  repeats: 'all' | 'without' | 'only'
}

/** What a page shows that nobody has chosen. */
export const DEFAULT_FILTER: KpiFilter = { tab: 'overview', period: { last: 4, unit: 'week' }, view: 'cohort', source: '', campaign: '', rep: '', department: '', category: '', version: '', repeats: 'all' }

/** Parts of the filter besides the tab, the period and the view, in the order of the page. */
export const NARROWING = ['source', 'campaign', 'rep', 'department', 'category', 'version'] as const

/** Rows without a source, campaign or category are a row of their own: the server calls them by an empty text, a form cannot. */
export const NONE = '-'

/** Parts of which "none" is a choice. */
const TEXTS: readonly string[] = ['source', 'campaign', 'category']

/** Whether more than the period is chosen. */
export function isNarrowed(filter: KpiFilter): boolean {
  return filter.repeats !== 'all' || NARROWING.some(part => filter[part] !== '')
}

/** What lifts every narrowing. */
export const WIDE: Partial<KpiFilter> = { ...Object.fromEntries(NARROWING.map(part => [part, ''])), repeats: 'all' }

/** What narrows one row of a table further. */
export type RowFilter = Partial<Record<'source' | 'campaign' | 'rep' | 'from' | 'to', string>>

/** The question to the server. */
export function figuresQuery(filter: KpiFilter, at: PeriodClock, row: RowFilter = {}): URLSearchParams {
  const { from, to } = periodDays(filter.period, at)
  const query = new URLSearchParams({ from, to, view: filter.view, repeats: filter.repeats })
  const chosen = NARROWING.map(part => [part, TEXTS.includes(part) && filter[part] === NONE ? '' : filter[part] || undefined])
  const parts: Record<string, string | undefined> = { ...Object.fromEntries(chosen), ...row }
  for (const [name, value] of Object.entries(parts)) {
    if (value !== undefined)
      query.set(name, value)
  }
  return query
}

/** The filter as it stands in the page's address, so that a link shows the same. */
export function filterToAddress(filter: KpiFilter): Record<string, string> {
  const { period } = filter
  const when = 'from' in period ? `${period.from}.${period.to}` : `${period.last}.${period.unit}`
  const parts = { tab: filter.tab, when, view: filter.view, ...Object.fromEntries(NARROWING.map(part => [part, filter[part]])), repeats: filter.repeats }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
}

/** Reads a filter from an address; what is missing or unreadable is taken from `base`. */
export function filterFromAddress(query: URLSearchParams, base: KpiFilter): KpiFilter {
  const text = (name: string, otherwise: string): string => query.get(name) ?? otherwise
  return {
    tab: query.has('tab') ? tabOf(query.get('tab')) : base.tab,
    period: periodFrom(query.get('when')) ?? base.period,
    view: query.get('view') === 'period' ? 'period' : query.get('view') === 'cohort' ? 'cohort' : base.view,
    source: text('source', base.source),
    campaign: text('campaign', base.campaign),
    rep: text('rep', base.rep),
    department: text('department', base.department),
    category: text('category', base.category),
    version: text('version', base.version),
    repeats: (['all', 'without', 'only'] as const).find(one => one === query.get('repeats')) ?? base.repeats,
  }
}

function periodFrom(text: string | null): KpiPeriod | null {
  const [first = '', second = ''] = text?.split('.') ?? []
  if (/^\d{4}-\d{2}-\d{2}$/.test(first) && /^\d{4}-\d{2}-\d{2}$/.test(second))
    return { from: first, to: second }
  const last = Number(first)
  return Number.isInteger(last) && last > 0 && (second === 'week' || second === 'month') ? { last, unit: second } : null
}
