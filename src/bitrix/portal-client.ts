import type { PortalCallError } from './portal-errors.ts'

/** Whose share of the portal's request budget a call takes: people 40 %, gate 40 %, background 20 %, lent out when idle. */
export type Lane = 'people' | 'gate' | 'background'

/** How one call travels. */
export interface CallOptions {
  lane: Lane
  /** Access token of the person who looks; the stored service token otherwise. Never refreshed, never stored. */
  userToken?: string
}

/** One row of a batch. */
export interface BatchRow {
  /** Unique inside the batch; other rows may refer to it as `$result[key]`. */
  key: string
  method: string
  params: Record<string, unknown>
}

/** How a batch travels. */
export interface BatchOptions extends CallOptions {
  /** True stops at the first refusal; later rows are then `skipped`. @default false */
  halt?: boolean
}

/** What became of one row. */
export type RowAnswer
  = | { state: 'done', result: unknown, next: number | null, total: number | null }
    | { state: 'refused', error: PortalCallError }
    /** Not run, because an earlier row was refused and the batch halts. */
    | { state: 'skipped' }

/** Answers by row key; every key that was asked is there. */
export type BatchAnswer = ReadonlyMap<string, RowAnswer>

/** One page of a list method. */
export interface Page {
  result: unknown
  /** Offset of the next page; null on the last one. */
  next: number | null
  total: number | null
  /** When the portal began to answer, by its own clock, ms; null when it does not say. */
  at: number | null
}

/** One portal, called with its own tokens inside its own request budget. Nobody else calls a portal. */
export interface PortalClient {
  /**
   * Result of one method.
   * @throws PortalCallError one of `portal-errors.ts`
   */
  call: (method: string, params: Record<string, unknown>, options: CallOptions) => Promise<unknown>
  /** The same for a list method, with where to go on. */
  page: (method: string, params: Record<string, unknown>, options: CallOptions) => Promise<Page>
  /**
   * Up to 50 rows in one request. A refused row does not throw; a request that failed as a whole does.
   * A row without an error and without a result is `refused` (`empty_answer`): classic methods fail that way.
   * @throws PortalCallError
   * @throws RangeError for no row, more than 50, or a repeated key
   */
  batch: (rows: readonly BatchRow[], options: BatchOptions) => Promise<BatchAnswer>
}

/** Finds the client of a portal. */
export interface PortalClients {
  forPortal: (portalId: number) => PortalClient
  /** Forgets connections and pinned addresses; calls in flight end by themselves. */
  close: () => void
}
