import type { EntityTypeId } from '../domain/item-ref.ts'
import type { Item } from './items.ts'

/** Which items to look at. */
export interface WaitingWish {
  entityTypeId: EntityTypeId
  /** Items created at or after this moment; older ones are history. */
  sinceAt: number
  /** Assigned to one of these people; absent = to anybody. */
  assignedTo?: readonly number[]
}

/** Items of a time counted by their latest complete verdict. */
export interface VerdictCounts {
  items: number
  complete: number
  byLabel: { qualified: number, off_target: number, spam: number }
}

/** What waits for a verdict; for the first page of each role. */
export interface WaitingRepository {
  /** Items without complete feedback, oldest first, deleted ones left out; `total` counts beyond the limit. */
  withoutVerdict: (portalId: number, wish: WaitingWish & { limit: number }) => Promise<{ items: Item[], total: number }>
  countVerdicts: (portalId: number, wish: WaitingWish) => Promise<VerdictCounts>
}
