import { z } from 'zod'
import { restId, restInt } from '../rest/rest-scalars.schema.ts'

/** Events about an activity; the page spells them in mixed case. */
export const ACTIVITY_EVENTS = ['ONCRMACTIVITYADD', 'ONCRMACTIVITYUPDATE', 'ONCRMACTIVITYDELETE'] as const

/** `data[FIELDS][ID]` of an activity. */
export const activityEventDataSchema = z.object({ FIELDS: z.object({ ID: restInt }) })
  .transform(data => ({ activityId: data.FIELDS.ID }))

/** A call ended; its fields stand in `data` itself. The phone number is left where it is. */
export const callEndDataSchema = z.object({
  CALL_ID: z.string(),
  PORTAL_USER_ID: restId,
  CALL_DURATION: restInt.catch(0),
  CRM_ACTIVITY_ID: restId,
}).transform(data => ({
  callId: data.CALL_ID,
  userId: data.PORTAL_USER_ID,
  durationSec: data.CALL_DURATION,
  activityId: data.CRM_ACTIVITY_ID,
}))

/** Events about a task; the id stands in FIELDS_AFTER, or in FIELDS_BEFORE when it was deleted. */
export const TASK_EVENTS = ['ONTASKUPDATE', 'ONTASKDELETE'] as const

const taskIdSchema = z.object({ ID: restId }).catch({ ID: null })

/** Id of the task an event speaks of; null when none can be read. */
export const taskEventDataSchema = z.object({ FIELDS_AFTER: taskIdSchema, FIELDS_BEFORE: taskIdSchema, FIELDS: taskIdSchema })
  .transform(data => ({ taskId: data.FIELDS_AFTER.ID ?? data.FIELDS_BEFORE.ID ?? data.FIELDS.ID }))
