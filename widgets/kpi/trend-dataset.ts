import type { TrendPoint } from '../../src/contracts/api/figures-answers.schema.ts'

/** One line over weeks, as the chart and its table take it. Shares are 0..1; null = an empty denominator, drawn as a gap. */
export interface TrendDataset {
  labels: string[]
  values: (number | null)[]
  /** The agreed goal on every week; null = none agreed. */
  goal: number | null
  /** Weeks so small that the line says little: drawn hollow. */
  isSmall: boolean[]
}

/** Under so many items a week's share is hollow. */
const SMALL = 10

/** Points of a trend, oldest first, with every week between the first and the last. */
export function trendDataset(points: readonly TrendPoint[], { goalPercent, label }: { goalPercent: number | null, label: (week: string) => string }): TrendDataset {
  const sorted = points.toSorted((one, other) => one.week.localeCompare(other.week))
  return {
    labels: sorted.map(point => label(point.week)),
    values: sorted.map(point => point.value),
    goal: goalPercent === null ? null : goalPercent / 100,
    isSmall: sorted.map(point => point.denominator < SMALL),
  }
}
