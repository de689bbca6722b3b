import type { DirtyBasis, ItemBasis } from './figure-facts.ts'
import type { FigureSums } from './figure-measures.ts'

/** One thing items are told apart by. */
export const FIGURE_DIMS = ['all', 'source', 'rep', 'campaign', 'category', 'version'] as const

/** A dimension. */
export type FigureDim = typeof FIGURE_DIMS[number]

/** Two things at once; `category_source` is kept by treaty version. */
export const FIGURE_PAIRS = { source_campaign: ['source', 'campaign'], source_rep: ['source', 'rep'], category_source: ['category', 'source'] } as const satisfies Record<string, readonly [FigureDim, FigureDim]>

/** Local days, end excluded, by the day of an event. */
export interface DayRange {
  fromDay: number
  toDay: number
}

/** Which items or spans; all parts must hold, absent = any. Ids as in the facts, 0 = none. */
export interface FigureFilter {
  source?: readonly number[]
  campaign?: readonly number[]
  rep?: readonly number[]
  category?: readonly number[]
  version?: readonly number[]
  /** Only repeat items, or none of them. */
  isRepeat?: boolean
}

/** What is asked of the items. */
export interface SumsWish {
  basis: ItemBasis
  range: DayRange
  filter: FigureFilter
  /** Rows by these dimensions, `week` among them for a trend; empty = one row. */
  by: readonly (Exclude<FigureDim, 'all'> | 'week')[]
  now: number
  /** First day of the week, Monday = 0: the one the sums were kept by (`FigureState`). @default 0 */
  weekStart?: number
}

/** One row: the ids it stands for, in the order asked (`week`: its first day), and its numbers. */
export interface SumsRow {
  ids: number[]
  sums: FigureSums
}

/** What is asked of spans. `created` = by the item's creation, `ended` = by the span's end. */
export interface SpansWish {
  basis: 'created' | 'ended'
  range: DayRange
  filter: FigureFilter
  kinds: readonly number[]
  by: readonly ('rep' | 'source')[]
}

/** Percentiles of one kind; null where nothing ended. */
export interface SpansRow {
  ids: number[]
  kind: number
  ended: number
  p50Ms: number | null
  p75Ms: number | null
  p90Ms: number | null
}

/** How many items got no further than a step. */
export interface StepRow {
  step: number
  items: number
}

/** Sums of facts: kept ones by day, week and month, and exact ones of any filter. */
export interface FigureSumRepository {
  /** Works the sums of days out again from the facts, and the weeks and months they lie in. */
  recompute: (portalId: number, basis: DirtyBasis, days: readonly number[], weekStart?: number) => Promise<void>
  /** All kept weeks anew, for another first day of the week (Monday = 0). */
  rebuildWeeks: (portalId: number, weekStart: number) => Promise<void>
  /** From the kept sums; null when they do not know this combination. */
  kept: (portalId: number, wish: SumsWish) => Promise<SumsRow[] | null>
  /** From the facts, whatever the filter. `asOf`: as the items were at that instant. */
  exact: (portalId: number, wish: SumsWish & { asOf?: number }) => Promise<SumsRow[]>
  keptSteps: (portalId: number, wish: Omit<SumsWish, 'by' | 'basis'>) => Promise<StepRow[] | null>
  exactSteps: (portalId: number, wish: Omit<SumsWish, 'by' | 'basis'>) => Promise<StepRow[]>
  /** Percentiles from the histograms, within half a percent; null when they do not know this combination. */
  keptSpans: (portalId: number, wish: SpansWish) => Promise<SpansRow[] | null>
  /** Percentiles as `percentile_cont` gives them. `asOf`: only spans that had ended by then. */
  exactSpans: (portalId: number, wish: SpansWish & { asOf?: number }) => Promise<SpansRow[]>
  /** Spans still open, by kind. */
  openSpans: (portalId: number, wish: Pick<SpansWish, 'filter' | 'kinds'>) => Promise<{ kind: number, items: number }[]>
}
