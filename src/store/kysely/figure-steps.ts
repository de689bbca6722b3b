import type { FigureSumRepository, StepRow } from '../figure-sums.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { isWanted, onlyDim } from './figure-kept.ts'
import { inPieces, piecesOf } from './figure-pieces.ts'
import { DIM_CODES } from './figure-recompute.ts'
import { isInDays, passes } from './figure-sql.ts'

/** How far cohorts got, kept and exact. */
export function stepQueries(db: Database): Pick<FigureSumRepository, 'keptSteps' | 'exactSteps'> {
  return {
    async keptSteps(portalId, { range, filter }) {
      const dim = onlyDim(filter)
      if (dim === null)
        return null
      const { rows } = await sql<StepRow>`
        select s.step, sum(s.items)::bigint as items
        from ${inPieces('figure_funnel', sql`portal_id = ${portalId} and dim = ${DIM_CODES[dim]}::smallint${dim === 'all' ? sql`` : isWanted('dim_id', filter[dim])}`, piecesOf(range, 'month', 0))}
        group by s.step order by s.step`.execute(db)
      return rows
    },
    async exactSteps(portalId, { range, filter }) {
      const { rows } = await sql<StepRow>`
        select step, count(*) as items from figure_item where portal_id = ${portalId} and ${isInDays('created_day', range)} and ${passes(filter)}
        group by step order by step`.execute(db)
      return rows
    },
  }
}
