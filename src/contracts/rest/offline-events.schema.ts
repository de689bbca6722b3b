import { z } from 'zod'
import { restList, restText } from './rest-scalars.schema.ts'

/** One row of the offline queue: the latest state of one changed object. EVENT_DATA is false when empty. */
const offlineEventSchema = z.object({
  ID: restText,
  EVENT_NAME: z.string(),
  EVENT_DATA: z.unknown().optional(),
  MESSAGE_ID: restText,
  PROCESS_ID: restText,
}).transform(row => ({
  queueId: row.ID,
  name: row.EVENT_NAME.toUpperCase(),
  objectId: objectIdOf(row.EVENT_DATA),
  messageId: row.MESSAGE_ID,
  /** Who has reserved it; null = nobody. */
  processId: row.PROCESS_ID,
}))

/** The result of `event.offline.list`: everything in the queue, reserved rows included. */
export const offlineListSchema = restList(offlineEventSchema)

/** The result of `event.offline.get`; `processId` is null when rows were cleared at once. */
export const offlineQueueSchema = z.object({ process_id: restText, events: restList(offlineEventSchema) })
  .transform(result => ({ processId: result.process_id, events: result.events }))

const dataSchema = z.union([
  z.object({ FIELDS: z.object({ ID: z.union([z.string(), z.number()]) }) }).transform(data => data.FIELDS.ID),
  z.object({ ID: z.union([z.string(), z.number()]) }).transform(data => data.ID),
])

function objectIdOf(data: unknown): number | null {
  const parsed = dataSchema.safeParse(data)
  const id = parsed.success ? Number(parsed.data) : Number.NaN
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
