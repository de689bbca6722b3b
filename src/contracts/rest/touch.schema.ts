import type { ItemRef } from '../../domain/item-ref.ts'
import type { ActivityFacts } from '../../domain/touch.ts'
import { z } from 'zod'
import { DEAL, LEAD } from '../../domain/item-ref.ts'
import { isAttempt, talkSecondsOf, touchedAt } from '../../domain/touch.ts'
import { restFlag, restId, restInstantOrNull, restInt, restList, restText } from './rest-scalars.schema.ts'

/** Names to select of an activity: neither the client nor what was said. */
export const TOUCH_SELECT = ['ID', 'OWNER_ID', 'OWNER_TYPE_ID', 'TYPE_ID', 'PROVIDER_ID', 'DIRECTION', 'COMPLETED', 'RESPONSIBLE_ID', 'CREATED', 'START_TIME', 'END_TIME', 'LAST_UPDATED'] as const

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
  END_TIME: restInstantOrNull,
  LAST_UPDATED: restInstantOrNull,
}).transform((row) => {
  const facts: ActivityFacts = { typeId: row.TYPE_ID, providerId: row.PROVIDER_ID, isOutgoing: row.DIRECTION === OUTGOING, isCompleted: row.COMPLETED, createdAt: row.CREATED, startsAt: row.START_TIME, endsAt: row.END_TIME, updatedAt: row.LAST_UPDATED }
  const at = touchedAt(facts)
  const item = itemOf(row.OWNER_TYPE_ID, row.OWNER_ID)
  return {
    activityId: row.ID,
    item,
    isAttempt: isAttempt(facts),
    touch: at === null || item === null || row.RESPONSIBLE_ID === null
      ? null
      : { ...item, activityId: row.ID, userId: row.RESPONSIBLE_ID, touchedAt: at, isAttempt: isAttempt(facts), talkSeconds: talkSecondsOf(facts) },
  }
})

/** Activities stand at contacts and companies too. */
function itemOf(ownerTypeId: number, itemId: number): ItemRef | null {
  return ownerTypeId === LEAD || ownerTypeId === DEAL ? { entityTypeId: ownerTypeId, itemId } : null
}

/** The result of `crm.activity.list` with `TOUCH_SELECT`; `item` is null at other owners, `touch` for what touches no client of a lead or deal. */
export const touchListSchema = restList(activitySchema)
