import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** One row of the portal's stage history. @see `crm.stagehistory.list` */
export interface StageMove {
  entityTypeId: EntityTypeId
  historyId: number
  itemId: number
  /** 1 created, 2 moved, 3 closed, 5 pipeline changed. */
  typeId: number
  pipelineId: number
  stageId: string
  semantic: 'P' | 'S' | 'F'
  movedAt: number
  /** Who moved, where known by other evidence. */
  movedBy: number | null
}

/** Stage moves of items. */
export interface MoveRepository {
  /** Adds moves; known ones are left as they are. Returns those that were new. */
  insertMany: (portalId: number, moves: StageMove[]) => Promise<StageMove[]>
  /** Oldest first. */
  ofItem: (portalId: number, ref: ItemRef) => Promise<StageMove[]>
  ofItems: (portalId: number, refs: ItemRef[]) => Promise<StageMove[]>
  /** Moves (not creations) since a moment, both entity types; the brake's denominator. */
  countSince: (portalId: number, sinceAt: number) => Promise<number>
  /** Highest known history id; 0 when none. */
  lastHistoryId: (portalId: number, entityTypeId: EntityTypeId) => Promise<number>
}
