import type { ItemRow } from '../contracts/rest/item.schema.ts'
import type { StageMoveRow } from '../contracts/rest/stage-history.schema.ts'
import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** A stage move with the kind of item it belongs to. */
export type SliceMove = StageMoveRow & { entityTypeId: EntityTypeId }

/** What one slice brought from the portal: the items asked for, with everything the gate judges together with them. */
export interface SliceRead {
  /** By `itemKey`. */
  items: Map<string, ItemRow>
  moves: SliceMove[]
  /** Asked for by id and not there: deleted, or hidden from the service user. */
  missing: ItemRef[]
  /** Asked for, and nobody can say: a row of their list could not be read. */
  unreadable: ItemRef[]
  /** HTTP requests it took. */
  requests: number
  /** When the reading began: no item is older than this. */
  readAt: number
}
