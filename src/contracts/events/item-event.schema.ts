import { z } from 'zod'
import { restInt } from '../rest/rest-scalars.schema.ts'

/** Events that say "go and look at this lead or deal". */
export const ITEM_EVENTS = {
  ONCRMLEADADD: { entityTypeId: 1, deleted: false },
  ONCRMLEADUPDATE: { entityTypeId: 1, deleted: false },
  ONCRMLEADDELETE: { entityTypeId: 1, deleted: true },
  ONCRMDEALADD: { entityTypeId: 2, deleted: false },
  ONCRMDEALUPDATE: { entityTypeId: 2, deleted: false },
  ONCRMDEALDELETE: { entityTypeId: 2, deleted: true },
  ONCRMDEALMOVETOCATEGORY: { entityTypeId: 2, deleted: false },
} as const

/** Name of an event about a lead or deal. */
export type ItemEventName = keyof typeof ITEM_EVENTS

/** `data[FIELDS][ID]`: all such an event carries. */
export const itemEventDataSchema = z.object({ FIELDS: z.object({ ID: restInt.refine(id => id > 0) }) })
  .transform(data => data.FIELDS.ID)
