import { categoryName } from './category-value.ts'
import { toMinorUnits } from './money.ts'

/** One product row of a lead or deal. */
export interface ProductRow {
  readonly rowId: number
  readonly name: string | null
  /** Of one piece, discount and tax included, in the currency of its lead or deal. */
  readonly price: number
  readonly quantity: number
  /** Place in the card, smallest first. */
  readonly sort: number
}

/**
 * The category of an item while no field is chosen for it: the name of the row that carries the most money, price × quantity. Of rows
 * with the same money the one that stands first in the card counts, then the older one. Null = no rows, or that row has no name.
 */
export function categoryByRows(rows: readonly ProductRow[]): string | null {
  const [first] = [...rows].sort((one, other) => moneyOf(other) - moneyOf(one) || one.sort - other.sort || one.rowId - other.rowId)
  return categoryName(first?.name ?? '')
}

/** In whole minor units: 0.1 × 3 and 0.3 × 1 are the same money. */
function moneyOf({ price, quantity }: ProductRow): number {
  return toMinorUnits(price * quantity, null)
}
