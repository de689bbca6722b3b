import type { RawBuilder } from 'kysely'
import type { FigureCount, FigureSums, ItemCount, TimedCount } from '../figure-measures.ts'
import type { DayRange, FigureDim, FigureFilter } from '../figure-sums.ts'
import { sql } from 'kysely'
import { FIGURE_COUNTS, TIMED_COUNTS } from '../figure-measures.ts'
import { at } from './row-values.ts'

/** Which items a count counts, over the columns of `figure_item`. */
const CONDITIONS: Readonly<Record<FigureCount, string>> = {
  items: 'true',
  no_treaty: 'version_no = 0',
  verdict: 'label is not null',
  qualified: `label = 'qualified'`,
  off_target: `label = 'off_target' and not is_excluded`,
  spam: `label = 'spam' and not is_excluded`,
  unproven: 'label is not null and is_excluded',
  no_verdict: 'label is null and not is_still_trying',
  still_trying: 'label is null and is_still_trying',
  share_base: 'is_in_share',
  never_settles: 'label is not null and settles_at is null',
  with_deadline: 'due_at is not null',
  covered: 'due_at is not null and complete_at is not null',
  on_time: 'due_at is not null and complete_at <= due_at',
  won: 'won_at is not null',
  won_qualified: `won_at is not null and label = 'qualified'`,
  won_unqualified: `won_at is not null and label is distinct from 'qualified'`,
}

/** The same for counts that depend on the time of looking. */
function timedCondition(count: TimedCount, now: number): RawBuilder<boolean> {
  switch (count) {
    case 'due': return sql`due_at <= ${at(now)}`
    case 'due_covered': return sql`due_at <= ${at(now)} and complete_at is not null`
    case 'due_on_time': return sql`due_at <= ${at(now)} and complete_at <= due_at`
    case 'unsettled': return sql`label is not null and (settles_at is null or settles_at > ${at(now)})`
  }
}

/** Which items a number counts: the same words stand behind the number and behind its list. */
export function isCounted(count: ItemCount, now: number): RawBuilder<boolean> {
  return count in CONDITIONS ? sql`(${sql.raw(CONDITIONS[count as FigureCount])})` : sql`(${timedCondition(count as TimedCount, now)})`
}

/** The columns of a sum, from facts. */
export const countColumns: RawBuilder<unknown> = sql.raw([
  ...FIGURE_COUNTS.map(count => count === 'items' ? 'count(*) as items' : `count(*) filter (where ${CONDITIONS[count]}) as ${count}`),
  'coalesce(sum(revenue_minor), 0)::bigint as revenue_minor',
  'coalesce(sum(foreign_deals), 0)::bigint as foreign_deals',
  'max(mature_at) as mature_at',
].join(', '))

/** The columns of a sum, from smaller sums. */
export const addedColumns: RawBuilder<unknown> = sql.raw([
  ...[...FIGURE_COUNTS, 'revenue_minor', 'foreign_deals'].map(count => `coalesce(sum(${count}), 0)::bigint as ${count}`),
  'max(mature_at) as mature_at',
].join(', '))

/** Names of the columns of a sum. */
export const sumColumnNames: RawBuilder<unknown> = sql.raw([...FIGURE_COUNTS, 'revenue_minor', 'foreign_deals', 'mature_at'].join(', '))

/** Counts of the time of looking, from facts. */
export function timedColumns(now: number): RawBuilder<unknown> {
  return sql.join((['due', 'due_covered', 'due_on_time', 'unsettled'] as const).map(count => sql`count(*) filter (where ${timedCondition(count, now)}) as ${sql.id(count)}`))
}

/** Columns of the facts by dimension. */
export const DIM_COLUMNS: Readonly<Record<Exclude<FigureDim, 'all'>, string>> = {
  source: 'source_key',
  rep: 'rep_id',
  campaign: 'campaign_key',
  category: 'category_key',
  version: 'version_no',
}

/** Filter of facts or spans. */
export function passes(filter: FigureFilter): RawBuilder<boolean> {
  const parts: RawBuilder<unknown>[] = (Object.keys(DIM_COLUMNS) as (keyof typeof DIM_COLUMNS)[])
    .filter(dim => filter[dim] !== undefined)
    .map(dim => sql`${sql.id(DIM_COLUMNS[dim])} = any(${[...filter[dim]!]}::int[])`)
  if (filter.isRepeat !== undefined)
    parts.push(sql`is_repeat = ${filter.isRepeat}`)
  return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
}

/** Days of a range. */
export function isInDays(column: string, { fromDay, toDay }: DayRange): RawBuilder<boolean> {
  return sql`(${sql.id(column)} >= ${fromDay}::int and ${sql.id(column)} < ${toDay}::int)`
}

/** First day of the week a day column lies in. `weekStart`: Monday = 0. */
export function weekOf(column: string, weekStart: number): RawBuilder<number> {
  const name = sql.id(column)
  return sql`(${name} - mod(mod(${name} + ${sql.lit(3 - weekStart)}, 7) + 7, 7))`
}

/** Counts in the order they are packed. */
const PACKED: readonly ItemCount[] = [...FIGURE_COUNTS, ...TIMED_COUNTS]

/** A row as the database gives it: ids by place, and its numbers in one text, since a thousand rows of twenty columns take longer to read than to add up. */
export interface SumsRecord {
  readonly [id: `id${number}`]: number
  readonly numbers: string
  readonly matureAt: number | null
}

/** Packs the numbers of `sums`, a table with the columns of a sum; `isTimed` = with those of the time of looking. */
export function packed(names: readonly string[], isTimed: boolean): RawBuilder<unknown> {
  const counts = sql.raw([...FIGURE_COUNTS, ...isTimed ? TIMED_COUNTS : TIMED_COUNTS.map(() => '0'), 'revenue_minor', 'foreign_deals'].join(', '))
  return sql`${sql.join([...names.map(name => sql.id(name)), sql`mature_at`])}, concat_ws(',', ${counts}) as numbers`
}

/** Numbers of a row. Filled in place: a page asks for thousands of rows, and entries, maps and spreads cost ten times as much. */
export function toSums(row: SumsRecord): FigureSums {
  const values = row.numbers.split(',')
  const sums: Record<string, number | null> = {}
  for (let index = 0; index < PACKED.length; index++)
    sums[PACKED[index]!] = Number(values[index])
  sums.revenueMinor = Number(values[PACKED.length])
  sums.foreignDeals = Number(values[PACKED.length + 1])
  sums.matureAt = row.matureAt
  // The cast: every count was packed.
  return sums as unknown as FigureSums
}
