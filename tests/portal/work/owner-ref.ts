/** A CRM item something hangs on. */
export interface OwnerRef {
  /** 1 lead, 2 deal, 3 contact, 4 company. */
  entityTypeId: number
  entityId: number
}

/** Text key of an owner, for maps. */
export function ownerKey(ref: OwnerRef): string {
  return `${ref.entityTypeId}:${ref.entityId}`
}

/** True when both name the same item. */
export function isSameOwner(a: OwnerRef, b: OwnerRef): boolean {
  return a.entityTypeId === b.entityTypeId && a.entityId === b.entityId
}
