import { z } from 'zod'
import { restInt, restText } from '../rest/rest-scalars.schema.ts'

/** Options of a card tab, a toolbar item or a list menu: the item's id as text. */
export const cardPlacementSchema = z.object({
  ID: restInt.optional(),
  ENTITY_ID: restInt.optional(),
}).transform(raw => ({ itemId: raw.ID ?? raw.ENTITY_ID ?? null }))

/** Options of our field in a card. `ENTITY_VALUE_ID` is 0 for a new card. @see bitrix24 docs, user field widget */
export const fieldPlacementSchema = z.object({
  MODE: restText,
  ENTITY_ID: restText,
  FIELD_NAME: restText,
  ENTITY_VALUE_ID: restInt.optional().catch(undefined),
  VALUE: z.unknown().optional(),
  MANDATORY: restText,
  ENTITY_DATA: z.unknown().optional(),
}).transform(raw => ({
  mode: raw.MODE === 'edit' ? 'edit' as const : 'view' as const,
  entityTypeId: raw.ENTITY_ID === 'CRM_DEAL' ? 2 as const : 1 as const,
  itemId: raw.ENTITY_VALUE_ID && raw.ENTITY_VALUE_ID > 0 ? raw.ENTITY_VALUE_ID : null,
  value: typeof raw.VALUE === 'string' ? raw.VALUE : Array.isArray(raw.VALUE) && typeof raw.VALUE[0] === 'string' ? raw.VALUE[0] : null,
}))

/** Options of the page opened from a message or from the timeline record: our own parameters, all text. */
export const appLinkSchema = z.object({
  page: restText,
  entityTypeId: restInt.optional().catch(undefined),
  itemId: restInt.optional().catch(undefined),
}).transform(raw => ({
  page: raw.page,
  entityTypeId: raw.entityTypeId === 1 || raw.entityTypeId === 2 ? raw.entityTypeId : null,
  itemId: raw.itemId && raw.itemId > 0 ? raw.itemId : null,
}))
