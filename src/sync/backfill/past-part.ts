import type { BatchRow } from '../../bitrix/portal-client.ts'
import type { BackfillPartName } from '../../store/backfills.ts'
import type { Portal } from '../../store/portals.ts'
import type { StoreScope } from '../../store/store.ts'

/** Rows of one page of any list method. */
export const PAGE_ROWS = 50

/** Rows by id: after one (a number, or a reference to an earlier row of the batch), up to another. */
export interface IdWindow {
  after: number | string
  upTo?: number
}

/** One page as read: ids of all its rows in the portal's order, readable or not, and the readable rows. */
export interface PastPage<Row> {
  ids: number[]
  rows: Row[]
}

/** What storing a page may use: the same transaction that moves the watermark. */
export interface PastScope {
  within: StoreScope
  portal: Portal
  /** When the reading began, ms. */
  readAt: number
}

/** One list of a portal's past and how it becomes part of the mirror. */
export interface PastPart<Row = unknown> {
  readonly name: BackfillPartName
  readonly method: string
  /** A page in order of id. */
  readonly page: (key: string, window: IdWindow) => BatchRow
  /** The page that holds the greatest id. */
  readonly newest: (key: string) => BatchRow
  /** A page that makes the portal count. */
  readonly count: (key: string) => BatchRow
  /** Path of the last id of a full page: `$result[key]…`. */
  readonly lastIdOf: (key: string) => string
  /** @throws UnexpectedAnswerError when it is no list at all */
  readonly read: (result: unknown) => PastPage<Row>
  readonly store: (scope: PastScope, rows: readonly Row[]) => Promise<void>
  /** Runs in the transaction that ends the part. */
  readonly finish?: (scope: PastScope) => Promise<void>
}

/** The filter of a window. */
export function windowFilter(idName: 'id' | 'ID', { after, upTo }: IdWindow): Record<string, unknown> {
  return { [`>${idName}`]: after, ...(upTo === undefined ? {} : { [`<=${idName}`]: upTo }) }
}
