import type { GroupRow, OpenNumber, OpenRatio, OpenTime, TrendPoint, VerdictMix } from '../../contracts/api/figures-answers.schema.ts'
import type { ItemBasis } from '../../store/figure-facts.ts'
import type { FigureSums, ItemCount } from '../../store/figure-measures.ts'
import type { SpansRow } from '../../store/figure-sums.ts'
import type { FigureDefinition } from '../definitions/figure-definition.ts'
import type { FigureScope } from './figure-scope.ts'
import { dayText } from '../../domain/local-time.ts'
import { FIGURES } from '../definitions/all-figures.ts'

/** Sums by event; the cohort view has all of them under `created`. */
export type EventSums = Readonly<Partial<Record<ItemBasis, FigureSums>>>

/** The event an item counts by: creation in the cohort view, else its own. */
export function eventOf(scope: Pick<FigureScope, 'view'>, event: ItemBasis): ItemBasis {
  return scope.view === 'cohort' ? 'created' : event
}

/** A number and the name of its list. */
export function openCount(scope: FigureScope, sums: EventSums, count: ItemCount, event: ItemBasis): OpenNumber {
  const own = eventOf(scope, event)
  return { value: sums[own]?.[count] ?? 0, list: scope.hasLists ? `items.${own}.${count}` : null }
}

/** A ratio of items by its definition. */
export function openRatio(scope: FigureScope, sums: EventSums, code: keyof typeof FIGURES): OpenRatio {
  const { numerator, denominator }: FigureDefinition = FIGURES[code]
  if (numerator.of !== 'items' || denominator?.of !== 'items')
    throw new Error(`The figure ${code} is no ratio of items.`)
  return ratio(code, openCount(scope, sums, numerator.count, numerator.event), openCount(scope, sums, denominator.count, denominator.event))
}

/** A ratio; an empty denominator gives no value. */
export function ratio(code: string, numerator: OpenNumber, denominator: OpenNumber): OpenRatio {
  return { code, value: share(numerator.value, denominator.value), numerator, denominator }
}

/** A part of a whole; null when there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** Verdicts of a set. */
export function openMix(scope: FigureScope, sums: EventSums): VerdictMix {
  const part = (count: ItemCount): OpenNumber => openCount(scope, sums, count, 'verdict')
  return { items: part('items'), qualified: part('qualified'), off_target: part('off_target'), spam: part('spam'), unproven: part('unproven'), no_verdict: part('no_verdict'), still_trying: part('still_trying') }
}

/** The three ratios every row carries. */
export function openKpis(scope: FigureScope, sums: EventSums): Pick<GroupRow, 'targetShare' | 'conversion' | 'coverage'> {
  return { targetShare: openRatio(scope, sums, 'target_share'), conversion: openRatio(scope, sums, 'conversion'), coverage: openRatio(scope, sums, 'coverage') }
}

/** Percentiles of one kind of span; the lists of a row of its own would need a filter, so `ids` rows name the same list. */
export function openTime(scope: FigureScope, code: string, kind: number, rows: readonly SpansRow[]): OpenTime {
  const row = rows.find(one => one.kind === kind)
  const list = scope.hasLists ? `spans.${scope.view === 'cohort' ? 'created' : 'ended'}.${kind}` : null
  return { code, ended: { value: row?.ended ?? 0, list }, p50Ms: row?.p50Ms ?? null, p75Ms: row?.p75Ms ?? null, p90Ms: row?.p90Ms ?? null }
}

/** A ratio week by week. The conversion of the period view has its parts from different events. */
export function trendOf(scope: FigureScope, code: 'target_share' | 'conversion', weeks: ReadonlyMap<number, EventSums>): TrendPoint[] {
  return [...weeks].sort(([one], [other]) => one - other).map(([week, sums]) => {
    const { numerator, denominator, value } = openRatio(scope, sums, code)
    return { week: dayText(week), numerator: numerator.value, denominator: denominator.value, value }
  })
}
