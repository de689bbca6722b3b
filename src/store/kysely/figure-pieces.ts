import type { RawBuilder } from 'kysely'
import type { DayRange } from '../figure-sums.ts'
import type { Bucket } from './figure-add-up.ts'
import { sql } from 'kysely'
import { GRAINS, monthOf, weekBucket } from './figure-add-up.ts'

/** A run of buckets of one grain. */
export interface Piece {
  grain: number
  from: number
  to: number
}

/** Whole weeks or months of a range and the single days at its edges, in order; `month_week`: whole weeks at the edges of the months too. */
export function piecesOf(range: DayRange, whole: 'week' | 'month' | 'month_week', weekStart: number): Piece[] {
  const weeks = (day: number): Bucket => weekBucket(day, weekStart)
  if (whole !== 'month_week')
    return wholePieces(range, whole, whole === 'week' ? weeks : monthOf)
  return wholePieces(range, 'month', monthOf).flatMap(piece => piece.grain === GRAINS.day ? wholePieces({ fromDay: piece.from, toDay: piece.to }, 'week', weeks) : [piece])
}

function wholePieces({ fromDay, toDay }: DayRange, whole: 'week' | 'month', bucketOf: (day: number) => Bucket): Piece[] {
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
