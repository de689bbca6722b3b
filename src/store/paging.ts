/** What a list asks for: pages are found by key, so a page costs the same at any depth. */
export interface PageRequest {
  /** `nextCursor` of the page before; absent or null = the first page. An unreadable cursor is the first page. */
  cursor?: string | null
  /** Rows per page, 1..500. @default 50 */
  limit?: number
}

/** One page, in the order the list promises. */
export interface Page<Row> {
  rows: Row[]
  /** Pass it back for the next page; null = this was the last. */
  nextCursor: string | null
}
