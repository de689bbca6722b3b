import type { EventHandler } from './event-handler.ts'

/** A call ended. Its activity says whose it was; when that is our own timeline record, look at the item. */
export const callEnded: EventHandler<'call_end'> = async (event, { portalId, records, mark }) => {
  const record = event.activityId === null ? null : await records.findByActivity(portalId, event.activityId)
  if (record !== null)
    await mark(record)
}
