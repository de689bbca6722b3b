import type { Page, PageRequest } from '../paging.ts'

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 500

/** Rows of a page, within what a page may hold. */
export function pageLimit({ limit = DEFAULT_LIMIT }: PageRequest): number {
  return Math.min(Math.max(Math.trunc(limit) || DEFAULT_LIMIT, 1), MAX_LIMIT)
}

/** The key a cursor stands for, `parts` numbers; empty for the first page and for a text that is no cursor of ours. */
export function readCursor(cursor: string | null | undefined, parts: number): number[] {
  const numbers = (cursor ?? '').split('.').map(Number)
  return cursor && numbers.length === parts && numbers.every(Number.isSafeInteger) ? numbers : []
}

/** Makes a page of rows that were asked for with one more than the limit. */
export function toPage<Row>(rows: readonly Row[], limit: number, key: (row: Row) => number[]): Page<Row> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? key(last).join('.') : null }
}
