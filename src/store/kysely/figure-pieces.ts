import type { RawBuilder } from 'kysely'
import type { DayRange } from '../figure-sums.ts'
import { sql } from 'kysely'
import { GRAINS, monthOf, weekBucket } from './figure-recompute.ts'

/** A run of buckets of one grain. */
export interface Piece {
  grain: number
  from: number
  to: number
}

/** Whole weeks or months of a range and the single days at its edges, in order; `month_week`: whole weeks at the edges of the months too. */
export function piecesOf(range: DayRange, whole: 'week' | 'month' | 'month_week'): Piece[] {
  return whole === 'month_week'
    ? wholePieces(range, 'month').flatMap(piece => piece.grain === GRAINS.day ? wholePieces({ fromDay: piece.from, toDay: piece.to }, 'week') : [piece])
    : wholePieces(range, whole)
}

function wholePieces({ fromDay, toDay }: DayRange, whole: 'week' | 'month'): Piece[] {
  const bucketOf = whole === 'week' ? weekBucket : monthOf
  const first = bucketOf(fromDay).from === fromDay ? fromDay : bucketOf(fromDay).to
  const last = bucketOf(toDay).from
  if (first >= last)
    return fromDay < toDay ? [{ grain: GRAINS.day, from: fromDay, to: toDay }] : []
  return [
    { grain: GRAINS.day, from: fromDay, to: first },
    { grain: GRAINS[whole], from: first, to: last },
    { grain: GRAINS.day, from: last, to: toDay },
  ].filter(piece => piece.from < piece.to)
}

/**
 * Rows of a table of sums in these pieces, as a table `s`. One branch per piece, each a range of the primary key: a join with the
 * pieces would be read as a whole whenever the planner thinks them many.
 * @param head what stands before grain and bucket in the key
 */
export function inPieces(table: string, head: RawBuilder<unknown>, pieces: readonly Piece[]): RawBuilder<unknown> {
  const branches = pieces.map(piece => sql`select * from ${sql.id(table)} where ${head} and grain = ${piece.grain}::smallint and bucket >= ${piece.from}::int and bucket < ${piece.to}::int`)
  return sql`(${branches.length === 0 ? sql`select * from ${sql.id(table)} where ${head} and false` : sql.join(branches, sql` union all `)}) as s`
}
