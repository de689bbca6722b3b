import type { FigureFilter } from './figure-sums.ts'
import type { Page, PageRequest } from './paging.ts'

/** What became of a breach within a day of its move. */
export const BREACH_FATES = ['hole', 'corrected', 'pending', 'observed'] as const

/** `pending`: younger than a day and not corrected; `observed`: the gate only watched. */
export type BreachFate = typeof BREACH_FATES[number]

/** Breaches by the time of the move. Leaving to junk is in the ledger only and never here. All parts must hold. */
export interface BreachWish {
  fromAt: number
  /** Excluded. */
  toAt: number
  now: number
  /** Of the item as a whole: a deal's breach counts under its lead. */
  filter: FigureFilter
  fates?: readonly BreachFate[]
  route?: string
}

/** One breach as a row of a list. */
export interface BreachRow {
  breachId: number
  entityTypeId: 1 | 2
  itemId: number
  /** Of the item as a whole; 0 = nobody. */
  repId: number
  createdAt: number | null
  movedAt: number
  route: string
  fate: BreachFate
}

/** The ledger in numbers. */
export interface FigureBreachRepository {
  counts: (portalId: number, wish: BreachWish) => Promise<{ route: string, fate: BreachFate, breaches: number }[]>
  /** Youngest first. */
  list: (portalId: number, wish: BreachWish, page: PageRequest) => Promise<Page<BreachRow>>
}
