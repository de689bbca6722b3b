/** The item a page was opened for. */
export interface OpenedItem { entityTypeId: 1 | 2, itemId: number }

/**
 * Reads which lead or deal the page was opened for: `ID` with the placement's name (tab, toolbar, list menu), or our own
 * `entityTypeId` and `itemId` (link in a message, button in the timeline). Null when the portal named none.
 */
export function openedItem(placement: string, options: Record<string, unknown>): OpenedItem | null {
  const itemId = Number(options.itemId ?? options.ID ?? options.ENTITY_ID)
  if (!Number.isSafeInteger(itemId) || itemId <= 0)
    return null
  const isDeal = Number(options.entityTypeId) === 2 || (options.entityTypeId === undefined && placement.startsWith('CRM_DEAL'))
  return { entityTypeId: isDeal ? 2 : 1, itemId }
}
