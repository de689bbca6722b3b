import { FIGURE_COUNTS } from '../figure-measures.ts'

/** One table of kept sums: portal, kind, perhaps basis, grain, bucket and ids make the key, the rest is what was added up. */
export interface KeptTable {
  readonly name: string
  /** Column that tells the dimensions or pairs of the table apart, and its highest number. */
  readonly kind: string
  readonly lastKind: number
  readonly hasBasis: boolean
  readonly ids: readonly string[]
  readonly values: readonly string[]
}

const SUMS: readonly string[] = [...FIGURE_COUNTS, 'revenue_minor', 'foreign_deals', 'mature_at']

/** Sums by one dimension. */
export const DIM_TABLE: KeptTable = { name: 'figure_dim', kind: 'dim', lastKind: 5, hasBasis: true, ids: ['dim_id'], values: SUMS }

/** Sums by two dimensions. */
export const PAIR_TABLE: KeptTable = { name: 'figure_pair', kind: 'pair', lastKind: 3, hasBasis: true, ids: ['left_id', 'right_id', 'version_no'], values: SUMS }

/** How far cohorts got; always by the day of creation. */
export const FUNNEL_TABLE: KeptTable = { name: 'figure_funnel', kind: 'dim', lastKind: 5, hasBasis: false, ids: ['dim_id', 'step'], values: ['items'] }

/** Histograms of spans. */
export const DURATION_TABLE: KeptTable = { name: 'figure_duration', kind: 'dim', lastKind: 2, hasBasis: true, ids: ['dim_id', 'kind'], values: ['bins', 'counts'] }
