import type { FigureSumRepository, SpansRow, SpansWish } from '../figure-sums.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { percentileOf } from '../span-bins.ts'
import { BASIS_CODES } from './figure-facts.ts'
import { isWanted, onlyDim } from './figure-kept.ts'
import { inPieces, piecesOf } from './figure-pieces.ts'
import { DIM_CODES, REP_KINDS } from './figure-recompute.ts'
import { DIM_COLUMNS, isInDays, passes } from './figure-sql.ts'
import { at } from './row-values.ts'

/** Dimensions whose histograms are kept. */
const KEPT_DIMS: readonly string[] = ['all', 'source', 'rep']

interface Histogram {
  dimId: number
  kind: number
  bins: string
  counts: string
}

interface ExactRow {
  dimId: number
  kind: number
  ended: number
  p50: number | null
  p75: number | null
  p90: number | null
}

/** Spans of time, from histograms and from the spans themselves. */
export function spanQueries(db: Database): Pick<FigureSumRepository, 'keptSpans' | 'exactSpans' | 'openSpans'> {
  return {
    keptSpans: (portalId, wish) => keptSpans(db, portalId, wish),
    async exactSpans(portalId, wish) {
      const dim = sql.raw(wish.by[0] === undefined ? '0' : DIM_COLUMNS[wish.by[0]])
      const byThen = wish.asOf === undefined ? sql`ended_at is not null` : sql`ended_at <= ${at(wish.asOf)}`
      const { rows } = await sql<ExactRow>`
        select ${dim} as dim_id, kind, count(*) as ended, percentile_cont(0.5) within group (order by duration_ms) as p50,
          percentile_cont(0.75) within group (order by duration_ms) as p75, percentile_cont(0.9) within group (order by duration_ms) as p90
        from figure_span where portal_id = ${portalId} and ${isInDays(`${wish.basis}_day`, wish.range)} and kind = any(${[...wish.kinds]}::int[]) and ${byThen} and ${passes(wish.filter)}
        group by 1, kind order by 1, kind`.execute(db)
      return rows.map(row => ({ ids: wish.by.length === 0 ? [] : [row.dimId], kind: row.kind, ended: row.ended, p50Ms: row.p50, p75Ms: row.p75, p90Ms: row.p90 }))
    },
    async openSpans(portalId, { filter, kinds }) {
      const { rows } = await sql<{ kind: number, items: number }>`
        select kind, count(*) as items from figure_span where portal_id = ${portalId} and kind = any(${[...kinds]}::int[]) and ended_at is null and ${passes(filter)}
        group by kind order by kind`.execute(db)
      return rows
    },
  }
}

async function keptSpans(db: Database, portalId: number, wish: SpansWish): Promise<SpansRow[] | null> {
  const dim = onlyDim(wish.filter, wish.by)
  if (dim === null || !KEPT_DIMS.includes(dim) || (dim === 'rep' && !wish.kinds.every(kind => REP_KINDS.includes(kind))))
    return null
  const { rows } = await sql<Histogram>`
    select ${wish.by.length === 0 ? sql`0` : sql`s.dim_id`} as dim_id, s.kind, array_to_string(s.bins, ',') as bins, array_to_string(s.counts, ',') as counts
    from ${inPieces('figure_duration', sql`portal_id = ${portalId} and dim = ${DIM_CODES[dim]}::smallint and basis = ${BASIS_CODES[wish.basis]}::smallint and kind = any(${[...wish.kinds]}::int[])${dim === 'all' ? sql`` : isWanted('dim_id', wish.filter[dim])}`, piecesOf(wish.range, 'month', 0))}`.execute(db)
  const merged = new Map<string, { dimId: number, kind: number, bins: Map<number, number> }>()
  for (const row of rows) {
    const key = `${row.dimId}:${row.kind}`
    const target = merged.get(key) ?? { dimId: row.dimId, kind: row.kind, bins: new Map<number, number>() }
    merged.set(key, target)
    addTo(target.bins, row)
  }
  return [...merged.values()]
    .sort((one, other) => one.dimId - other.dimId || one.kind - other.kind)
    .map(({ dimId, kind, bins }) => ({
      ids: wish.by.length === 0 ? [] : [dimId],
      kind,
      ended: [...bins.values()].reduce((sum, count) => sum + count, 0),
      p50Ms: percentileOf(bins, 0.5),
      p75Ms: percentileOf(bins, 0.75),
      p90Ms: percentileOf(bins, 0.9),
    }))
}

function addTo(bins: Map<number, number>, row: Histogram): void {
  const counts = row.counts.split(',')
  row.bins.split(',').forEach((bin, index) => bins.set(Number(bin), (bins.get(Number(bin)) ?? 0) + Number(counts[index])))
}
