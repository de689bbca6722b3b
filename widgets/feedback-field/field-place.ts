import type { CardValue } from '../../src/domain/card-value.ts'
import { decodeCardValue } from '../../src/domain/card-value.ts'

/** Which card the field stands in, and whether it writes at once. */
export interface FieldPlace {
  entityTypeId: 1 | 2
  /** 0 = a card that was never saved. */
  itemId: number
  /** True in edit mode and for a new card: the answer goes into the form and is saved with the card. */
  savesWithCard: boolean
  /** The answer that is already in the form. */
  value: CardValue | null
}

/**
 * Reads PLACEMENT_OPTIONS of USERFIELD_TYPE. They are hints from the browser: the server checks the right to the item again.
 * @see https://apidocs.bitrix24.com (api-reference/widgets/user-field)
 */
export function fieldPlace(options: Record<string, unknown>): FieldPlace {
  const data = typeof options.ENTITY_DATA === 'object' && options.ENTITY_DATA !== null ? options.ENTITY_DATA as Record<string, unknown> : {}
  const isDeal = options.ENTITY_ID === 'CRM_DEAL' || Number(data.entityTypeId) === 2
  const itemId = Number(options.ENTITY_VALUE_ID ?? data.entityId ?? 0)
  return {
    entityTypeId: isDeal ? 2 : 1,
    itemId: Number.isSafeInteger(itemId) && itemId > 0 ? itemId : 0,
    savesWithCard: options.MODE === 'edit' || !(itemId > 0),
    value: decodeCardValue(firstText(options.VALUE)),
  }
}

function firstText(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : null
}
