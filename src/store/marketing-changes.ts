import type { Page, PageRequest } from './paging.ts'
import type { MarketingChange } from './reviews.ts'

/** What marketing changed; added and never edited. */
export interface MarketingChangeRepository {
  /** The same client key again changes nothing. */
  add: (portalId: number, change: Omit<MarketingChange, 'changeId'>) => Promise<void>
  /** Newest first; all parts of the filter must hold. */
  list: (portalId: number, filter: { sourceId?: string, fromAt?: number, toAt?: number }, page: PageRequest) => Promise<Page<MarketingChange>>
}
