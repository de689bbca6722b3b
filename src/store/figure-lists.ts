import type { FigureItem, FigureSpan } from './figure-facts.ts'
import type { ItemCount } from './figure-measures.ts'
import type { SpansWish, SumsWish } from './figure-sums.ts'
import type { Page, PageRequest } from './paging.ts'

/** Which items a list shows: those that a count counts, or those that got at least to a step, and to none from `toStep` on. */
export type ItemListWish = Omit<SumsWish, 'by'> & ({ count: ItemCount } | { fromStep: number, toStep?: number })

/** Which spans a list shows: ended ones of a period, or those still open. */
export type SpanListWish = Pick<SpansWish, 'filter' | 'kinds'> & ({ state: 'ended', basis: SpansWish['basis'], range: SpansWish['range'] } | { state: 'open' })

/** The rows behind the numbers. Totals are counted with the words of the list. */
export interface FigureListRepository {
  /** Youngest first. */
  items: (portalId: number, wish: ItemListWish, page: PageRequest) => Promise<Page<FigureItem>>
  countItems: (portalId: number, wish: ItemListWish) => Promise<number>
  /** Of the youngest items first. */
  spans: (portalId: number, wish: SpanListWish, page: PageRequest) => Promise<Page<FigureSpan>>
  countSpans: (portalId: number, wish: SpanListWish) => Promise<number>
}
