import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** Our record in an item's timeline. */
export interface TimelineRecord {
  entityTypeId: EntityTypeId
  itemId: number
  kind: 'need_verdict' | 'dispute'
  /** Id of the activity in the portal; null until it was made. */
  activityId: number | null
  badge: string | null
  /** Hash of the one-time secret in its buttons. */
  nonceHash: string | null
  state: 'open' | 'closed'
  /** Of what it shows, so that an equal content is not written again. */
  contentHash: string | null
  openedAt: number
  closedAt: number | null
}

/** Timeline records, one per item and kind. */
export interface RecordRepository {
  get: (portalId: number, ref: ItemRef, kind: TimelineRecord['kind']) => Promise<TimelineRecord | null>
  ofItems: (portalId: number, refs: ItemRef[]) => Promise<TimelineRecord[]>
  /** Writes the record as given. */
  put: (portalId: number, record: TimelineRecord) => Promise<void>
  findByActivity: (portalId: number, activityId: number) => Promise<TimelineRecord | null>
  /** Uses up the one-time secret: true exactly once for the right hash. */
  useNonce: (portalId: number, ref: ItemRef, kind: TimelineRecord['kind'], nonceHash: string) => Promise<boolean>
  close: (portalId: number, ref: ItemRef, kind: TimelineRecord['kind'], at: number) => Promise<void>
}
