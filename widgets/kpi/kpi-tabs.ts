/** Tabs of the page, in the order of the menu; each is one idea, one main picture, one table. */
export const KPI_TABS = ['overview', 'funnel', 'sources', 'reps', 'speed', 'marketing', 'ledger'] as const

/** A tab of the page. */
export type KpiTab = typeof KPI_TABS[number]

/** Reads a tab's name; anything else is the first one. */
export function tabOf(text: string | null | undefined): KpiTab {
  return KPI_TABS.find(tab => tab === text) ?? 'overview'
}
