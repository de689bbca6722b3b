/** Entity type of a lead in Bitrix24. */
export const LEAD = 1

/** Entity type of a deal in Bitrix24. */
export const DEAL = 2

/** The two kinds of items the treaty speaks about. */
export type EntityTypeId = typeof LEAD | typeof DEAL

/** One lead or deal inside a portal. */
export interface ItemRef {
  readonly entityTypeId: EntityTypeId
  readonly itemId: number
}

/** One text per item (`1:1042`), for maps, dedupe keys and logs. */
export function itemKey(ref: ItemRef): string {
  return `${ref.entityTypeId}:${ref.itemId}`
}

/** Says whether two references name the same item. */
export function isSameItem(one: ItemRef, other: ItemRef): boolean {
  return one.entityTypeId === other.entityTypeId && one.itemId === other.itemId
}

/** What passes the funnel before the handoff: leads, or deals in a portal without leads. */
export function intakeTypeOf(portal: { readonly crmMode: 'classic' | 'simple' } | null): EntityTypeId {
  return portal?.crmMode === 'simple' ? DEAL : LEAD
}
