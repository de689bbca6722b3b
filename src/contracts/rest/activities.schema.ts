import { z } from 'zod'
import { restFlag, restId, restInstantOrNull, restInt, restList, restText } from './rest-scalars.schema.ts'

/** The result of `crm.activity.configurable.add` and `.update`. */
export const activityResultSchema = z.object({ activity: z.object({ id: restInt }) }).transform(result => result.activity.id)

/** The result of `crm.activity.configurable.get`, as far as we compare it. */
export const configurableActivitySchema = z.object({
  activity: z.object({
    id: restInt,
    ownerTypeId: restInt,
    ownerId: restInt,
    fields: z.object({ completed: restFlag, badgeCode: restText, originatorId: restText, originId: restText }),
  }),
}).transform(({ activity }) => ({
  activityId: activity.id,
  entityTypeId: activity.ownerTypeId,
  itemId: activity.ownerId,
  isCompleted: activity.fields.completed,
  badge: activity.fields.badgeCode,
  originatorId: activity.fields.originatorId,
  originId: activity.fields.originId,
}))

/** One row of `crm.activity.list`, without subject and description: they may hold a client's data. */
const activityRowSchema = z.object({
  ID: restInt,
  OWNER_ID: restInt,
  OWNER_TYPE_ID: restInt,
  PROVIDER_ID: restText,
  PROVIDER_TYPE_ID: restText,
  TYPE_ID: restText,
  DIRECTION: restText,
  COMPLETED: restFlag,
  RESPONSIBLE_ID: restId,
  CREATED: restInstantOrNull,
  START_TIME: restInstantOrNull,
  END_TIME: restInstantOrNull,
  ORIGINATOR_ID: restText,
  ORIGIN_ID: restText,
}).transform(row => ({
  activityId: row.ID,
  entityTypeId: row.OWNER_TYPE_ID,
  itemId: row.OWNER_ID,
  /** Outgoing and incoming calls of any telephony: type 2, or a call provider. */
  isCall: row.TYPE_ID === '2' || row.PROVIDER_TYPE_ID === 'CALL',
  isOutgoing: row.DIRECTION === '2',
  isCompleted: row.COMPLETED,
  providerId: row.PROVIDER_ID,
  responsibleId: row.RESPONSIBLE_ID,
  createdAt: row.CREATED,
  startedAt: row.START_TIME,
  endedAt: row.END_TIME,
  originatorId: row.ORIGINATOR_ID,
  originId: row.ORIGIN_ID,
}))

/** The result of `crm.activity.list`. */
export const activityListSchema = restList(activityRowSchema)
