import type { EntityTypeId } from '../domain/item-ref.ts'

/** The portal's watermark that says when all items were marked last; without it none was. */
export const GOODS_WATERMARK = 'goods'

/** An intake item whose product rows are to be read. */
export interface DueGoods {
  itemId: number
  /** The item's `mirrorVersion` when it was marked: a change since makes it due again. */
  version: number
  /** Gone from the portal: it keeps the category it had. */
  isGone: boolean
}

/** What became of one of them. */
export interface SettledGoods {
  itemId: number
  version: number
  /** Null = no category; undefined = the portal told nothing, the item keeps what it had. */
  categoryKey?: string | null
}

/**
 * Intake items whose product rows are to be read for their category. Whoever writes the mirror marks what may have rows, in the same
 * statement: items with an amount, and those with a category. While a field tells the category nothing is marked.
 */
export interface GoodsDueRepository {
  /** Marks every intake item of the mirror that may have rows. */
  markAll: (portalId: number) => Promise<void>
  /** The newest items first. */
  take: (portalId: number, entityTypeId: EntityTypeId, limit: number) => Promise<DueGoods[]>
  /** Keeps the categories and takes the items off, unless they changed meanwhile; categories are left alone once a field tells them. Returns how many differed. */
  settle: (portalId: number, entityTypeId: EntityTypeId, settled: readonly SettledGoods[]) => Promise<number>
  count: (portalId: number) => Promise<number>
  /** Nothing is to be read any more. */
  clear: (portalId: number) => Promise<void>
}
