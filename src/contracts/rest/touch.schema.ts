import { z } from 'zod'
import { DEAL, LEAD } from '../../domain/item-ref.ts'
import { touchedAt } from '../../domain/touch.ts'
import { restFlag, restId, restInstantOrNull, restInt, restList, restText } from './rest-scalars.schema.ts'

/** Names to select of an activity: neither the client nor what was said. */
export const TOUCH_SELECT = ['ID', 'OWNER_ID', 'OWNER_TYPE_ID', 'TYPE_ID', 'PROVIDER_ID', 'DIRECTION', 'COMPLETED', 'RESPONSIBLE_ID', 'CREATED', 'START_TIME', 'LAST_UPDATED'] as const

const OUTGOING = 2

const activitySchema = z.object({
  ID: restInt,
  OWNER_ID: restInt,
  OWNER_TYPE_ID: restInt,
  TYPE_ID: restInt,
  PROVIDER_ID: restText,
  DIRECTION: restInt.nullish(),
  COMPLETED: restFlag,
  RESPONSIBLE_ID: restId,
  CREATED: restInstantOrNull,
  START_TIME: restInstantOrNull,
  LAST_UPDATED: restInstantOrNull,
}).transform((row) => {
  const at = touchedAt({ typeId: row.TYPE_ID, providerId: row.PROVIDER_ID, isOutgoing: row.DIRECTION === OUTGOING, isCompleted: row.COMPLETED, createdAt: row.CREATED, startsAt: row.START_TIME, updatedAt: row.LAST_UPDATED })
  const isItem = row.OWNER_TYPE_ID === LEAD || row.OWNER_TYPE_ID === DEAL
  return {
    activityId: row.ID,
    touch: at === null || !isItem || row.RESPONSIBLE_ID === null
      ? null
      : { entityTypeId: row.OWNER_TYPE_ID as typeof LEAD | typeof DEAL, itemId: row.OWNER_ID, activityId: row.ID, userId: row.RESPONSIBLE_ID, touchedAt: at },
  }
})

/** The result of `crm.activity.list` with `TOUCH_SELECT`; `touch` is null for what touches no client of a lead or deal. */
export const touchListSchema = restList(activitySchema)
