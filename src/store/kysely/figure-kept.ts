import type { RawBuilder } from 'kysely'
import type { FigureDim, FigureFilter, SumsWish } from '../figure-sums.ts'
import { sql } from 'kysely'
import { FIGURE_PAIRS } from '../figure-sums.ts'
import { BASIS_CODES } from './figure-facts.ts'
import { inPieces, piecesOf } from './figure-pieces.ts'
import { DIM_CODES, PAIR_BASES, PAIR_CODES } from './figure-recompute.ts'
import { weekOf } from './figure-sql.ts'

type OneDim = Exclude<FigureDim, 'all'>

/** Where kept sums of a wish are read. */
export interface KeptSource {
  /** Columns of the groups, with a comma at the end. */
  columns: RawBuilder<unknown>
  /** Names of the groups. */
  names: string[]
  from: RawBuilder<unknown>
}

/** The kept sums that know a wish; null when none do and the facts must be asked. */
export function keptSource(portalId: number, wish: SumsWish): KeptSource | null {
  const dims = dimsOf(wish)
  if (wish.filter.isRepeat !== undefined)
    return null
  const byWeek = wish.by.includes('week')
  if (dims.length <= 1)
    return fromDims(portalId, wish, dims[0] ?? 'all', byWeek)
  return byWeek || !PAIR_BASES.includes(wish.basis) ? null : fromPairs(portalId, wish, dims)
}

/** The dimension that kept steps or spans of a wish lie under; null when it needs more than one. */
export function onlyDim(filter: FigureFilter, by: readonly OneDim[] = []): FigureDim | null {
  const dims = dimsOf({ filter, by })
  return filter.isRepeat !== undefined || dims.length > 1 ? null : dims[0] ?? 'all'
}

/** `and dim_id = any(…)` for a filter on the one dimension. */
export function isWanted(column: string, ids: readonly number[] | undefined): RawBuilder<unknown> {
  return ids === undefined ? sql`` : sql` and ${sql.ref(column)} = any(${[...ids]}::int[])`
}

function dimsOf({ filter, by }: { filter: FigureFilter, by: SumsWish['by'] }): OneDim[] {
  const all: OneDim[] = ['source', 'rep', 'campaign', 'category', 'version']
  return all.filter(dim => by.includes(dim) || filter[dim] !== undefined)
}

function fromDims(portalId: number, { by, basis, range, filter, weekStart = 0 }: SumsWish, dim: FigureDim, byWeek: boolean): KeptSource {
  const names = by.map((_, index) => `id_${index}`)
  const columns = by.map((one, index) => sql`${one === 'week' ? weekOf('bucket', weekStart) : sql`dim_id`} as ${sql.id(names[index]!)}`)
  return {
    names,
    columns: columns.length === 0 ? sql`` : sql`${sql.join(columns)}, `,
    from: inPieces('figure_dim', sql`portal_id = ${portalId} and dim = ${DIM_CODES[dim]}::smallint and basis = ${BASIS_CODES[basis]}::smallint${dim === 'all' ? sql`` : isWanted('dim_id', filter[dim])}`, piecesOf(range, byWeek ? 'week' : 'month_week', weekStart)),
  }
}

function fromPairs(portalId: number, { by, basis, range, filter, weekStart = 0 }: SumsWish, dims: readonly OneDim[]): KeptSource | null {
  const pair = (Object.keys(FIGURE_PAIRS) as (keyof typeof FIGURE_PAIRS)[]).find(name => dims.every(dim => columnOf(name, dim) !== null))
  if (pair === undefined)
    return null
  // The cast: this pair knows every dimension asked for.
  const column = (dim: OneDim): string => columnOf(pair, dim) as string
  const names = by.map((_, index) => `id_${index}`)
  const columns = by.map((one, index) => sql`${sql.id(column(one as OneDim))} as ${sql.id(names[index]!)}`)
  return {
    names,
    columns: columns.length === 0 ? sql`` : sql`${sql.join(columns)}, `,
    from: inPieces('figure_pair', sql`portal_id = ${portalId} and pair = ${PAIR_CODES[pair]}::smallint and basis = ${BASIS_CODES[basis]}::smallint${sql.join(dims.map(dim => isWanted(column(dim), filter[dim])), sql``)}`, piecesOf(range, 'month_week', weekStart)),
  }
}

function columnOf(pair: keyof typeof FIGURE_PAIRS, dim: OneDim): string | null {
  const place = (FIGURE_PAIRS[pair] as readonly string[]).indexOf(dim)
  if (place >= 0)
    return place === 0 ? 'left_id' : 'right_id'
  return pair === 'category_source' && dim === 'version' ? 'version_no' : null
}
