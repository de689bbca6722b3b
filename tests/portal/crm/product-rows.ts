/** One line of goods of a lead or deal. Money is in the owner's currency, rates are percents. */
export interface ProductRow {
  id: number
  ownerId: number
  /** `L` lead, `D` deal. */
  ownerType: 'L' | 'D'
  /** 0 for a line that is no catalogue product. */
  productId: number
  productName: string
  /** Price of one piece after discount, with tax when `taxIncluded` is Y. */
  price: number
  quantity: number
  /** 1 money, 2 percent. */
  discountTypeId: 1 | 2
  discountRate: number
  discountSum: number
  taxRate: number | null
  taxIncluded: 'Y' | 'N'
  measureCode: number
  measureName: string
  sort: number
}

/** Lines of goods; owners are told of every change of their total. */
export interface ProductRows {
  get: (id: number) => ProductRow | undefined
  of: (ownerType: 'L' | 'D', ownerId: number) => ProductRow[]
  all: () => ProductRow[]
  put: (row: Omit<ProductRow, 'id'> & { id?: number }) => ProductRow
  remove: (id: number) => void
  /** Sum of all lines of an owner, with tax. */
  total: (ownerType: 'L' | 'D', ownerId: number) => number
}

/** No lines yet. */
export function createProductRows(): ProductRows {
  const rows = new Map<number, ProductRow>()
  const owners = new Map<string, Set<number>>()
  let lastId = 0

  const of: ProductRows['of'] = (ownerType, ownerId) => [...owners.get(`${ownerType}${ownerId}`) ?? []]
    .map(id => rows.get(id))
    .filter(row => row !== undefined)
    .sort((a, b) => a.sort - b.sort || a.id - b.id)

  return {
    get: id => rows.get(id),
    of,
    all: () => [...rows.values()],
    put(draft) {
      const row = { ...draft, id: draft.id ?? ++lastId }
      rows.set(row.id, row)
      const key = `${row.ownerType}${row.ownerId}`
      owners.set(key, (owners.get(key) ?? new Set()).add(row.id))
      return row
    },
    remove(id) {
      const row = rows.get(id)
      rows.delete(id)
      if (row)
        owners.get(`${row.ownerType}${row.ownerId}`)?.delete(id)
    },
    total: (ownerType, ownerId) => roundMoney(of(ownerType, ownerId).reduce((sum, row) => sum + priceWithTax(row) * row.quantity, 0)),
  }
}

/** Two decimals. */
export function roundMoney(value: number): number {
  return Math.round((value + Number.EPSILON) * 100) / 100
}

function priceWithTax({ price, taxRate, taxIncluded }: ProductRow): number {
  return taxIncluded === 'Y' ? price : price * (1 + (taxRate ?? 0) / 100)
}

/** Price without tax, and both prices before the discount. */
export function pricesOf(row: ProductRow): { priceExclusive: number, priceNetto: number, priceBrutto: number } {
  const factor = 1 + (row.taxRate ?? 0) / 100
  const exclusive = row.taxIncluded === 'Y' ? row.price / factor : row.price
  const netto = exclusive + row.discountSum
  return { priceExclusive: roundMoney(exclusive), priceNetto: roundMoney(netto), priceBrutto: roundMoney(netto * factor) }
}

/** Code of the classifier of measures: a piece. */
const pieceCode = 796

/** A line that is no catalogue product: pieces, without discount and tax. */
export function plainLine(line: Pick<ProductRow, 'ownerId' | 'ownerType' | 'productName' | 'price' | 'quantity' | 'sort'>, language: 'ru' | 'en'): Omit<ProductRow, 'id'> {
  return {
    ...line,
    productId: 0,
    discountTypeId: 2,
    discountRate: 0,
    discountSum: 0,
    taxRate: null,
    taxIncluded: 'N',
    measureCode: pieceCode,
    measureName: language === 'ru' ? 'шт' : 'pcs',
  }
}

/** Discount in money from a rate, or the rate from money: whichever the type names leads. */
export function settleDiscount(row: Omit<ProductRow, 'id'>): Omit<ProductRow, 'id'> {
  const exclusive = row.taxIncluded === 'Y' ? row.price / (1 + (row.taxRate ?? 0) / 100) : row.price
  if (row.discountTypeId === 2) {
    const rate = Math.min(row.discountRate, 100)
    return { ...row, discountSum: rate >= 100 ? 0 : roundMoney(exclusive / (1 - rate / 100) - exclusive) }
  }
  const netto = exclusive + row.discountSum
  return { ...row, discountRate: netto === 0 ? 0 : roundMoney(row.discountSum / netto * 100) }
}
