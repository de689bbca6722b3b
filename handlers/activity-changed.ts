import type { EventHandler } from './event-handler.ts'

/** An activity changed. When it is our own timeline record (a person closed it), look at the item it stands in. */
export const activityChanged: EventHandler<'activity'> = async (event, { portalId, records, mark }) => {
  const record = await records.findByActivity(portalId, event.activityId)
  if (record !== null)
    await mark(record)
}
