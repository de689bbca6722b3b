import type { CompiledFilter, FilterBounds } from './compile-filter.ts'
import type { CrmItem } from './crm-item.ts'
import type { ListPage } from './crm.ts'
import type { ItemTable } from './item-table.ts'

/** An index with more hits than this part of the range (and than `smallIndex`) saves nothing over the order of ids. */
const worthwhileShare = 0.05
const smallIndex = 500

/** What one list run looks for. */
export interface ListRun {
  filter: CompiledFilter
  /** Null: every item may be seen. */
  mayRead: ((item: CrmItem) => boolean) | null
  /** Null: by id, ascending. `descending` ids have a comparer of their own. */
  compare: ((a: CrmItem, b: CrmItem) => number) | null
  isDescendingById: boolean
  start: number
  limit: number
  counted: boolean
  /** Number of hits, when an earlier run over the same table found it. */
  total?: number | undefined
}

/** One page of a table. Sorted by id it reads in id order and stops early when nothing has to be counted. */
export function runList(table: ItemTable, run: ListRun): ListPage {
  const candidates = candidateIds(table, run.filter.bounds)
  const fits = (item: CrmItem): boolean => run.filter.test(item) && (run.mayRead === null || run.mayRead(item))
  if (run.compare !== null) {
    const found = [...itemsOf(table, candidates, false)].filter(fits).sort(run.compare)
    return page(found.slice(run.start, run.start + run.limit), found.length, run)
  }
  const known = run.counted ? knownTotal(candidates, run) : null
  const items: CrmItem[] = []
  let seen = 0
  for (const item of itemsOf(table, candidates, run.isDescendingById)) {
    if (!fits(item))
      continue
    seen++
    if (seen > run.start && items.length < run.limit)
      items.push(item)
    else if ((!run.counted || known !== null) && seen > run.start)
      break
  }
  return page(items, known ?? seen, run)
}

/** Number of hits when nobody has to look: remembered, or the length of a plain range of ids. */
function knownTotal(candidates: readonly number[] | IdRange, run: ListRun): number | null {
  if (run.total !== undefined)
    return run.total
  return run.filter.bounds.isRange && run.mayRead === null && 'list' in candidates ? Math.max(0, candidates.to - candidates.from) : null
}

function page(items: CrmItem[], seen: number, { start, limit, counted }: ListRun): ListPage {
  return { items, total: counted ? seen : null, hasMore: seen > start + limit }
}

function* itemsOf(table: ItemTable, ids: readonly number[] | IdRange, isDescending: boolean): Generator<CrmItem> {
  const { list, from, to } = 'list' in ids ? ids : { list: ids, from: 0, to: ids.length }
  for (let step = 0; step < to - from; step++) {
    const item = table.get(list[isDescending ? to - 1 - step : from + step] ?? 0)
    if (item)
      yield item
  }
}

interface IdRange {
  list: readonly number[]
  from: number
  to: number
}

/** Ids to look at, ascending: the smallest set one index offers, else the range of ids. */
function candidateIds(table: ItemTable, bounds: FilterBounds): readonly number[] | IdRange {
  const all = table.ids()
  const range = { list: all, from: table.positionOf(bounds.fromId), to: bounds.toId >= Number.MAX_SAFE_INTEGER ? all.length : table.positionOf(bounds.toId + 1) }
  const worthwhile = Math.max(smallIndex, (range.to - range.from) * worthwhileShare)
  const offers: Iterable<number>[] = []
  if (bounds.ids !== null)
    offers.push(bounds.ids)
  for (const { field, values } of bounds.equal) {
    const sets = values.map(value => table.having(field, value))
    if (sets.reduce((sum, set) => sum + set.size, 0) <= worthwhile)
      offers.push(sets.flatMap(set => [...set]))
  }
  if (offers.length === 0 && bounds.changedSince !== null) {
    const changed = table.changedSince(bounds.changedSince, worthwhile)
    if (changed !== null)
      offers.push(changed)
  }
  const [first] = offers
  return first === undefined ? range : [...new Set(first)].sort((a, b) => a - b)
}
