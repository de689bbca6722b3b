import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** A ROP let one item through, with a reason. */
export interface GatePass {
  passId: number
  entityTypeId: EntityTypeId
  itemId: number
  grantedBy: number
  reason: string
  grantedAt: number
}

/** Passes through the gate: append only. */
export interface PassRepository {
  grant: (portalId: number, pass: Omit<GatePass, 'passId'>) => Promise<GatePass>
  /** Newest first. */
  ofItem: (portalId: number, ref: ItemRef) => Promise<GatePass[]>
  ofItems: (portalId: number, refs: ItemRef[]) => Promise<GatePass[]>
}
