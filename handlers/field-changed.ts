import type { EventHandler } from './event-handler.ts'

/** A user field was added, changed, emptied of options or deleted: check whether it was ours. */
export const fieldChanged: EventHandler<'field'> = (event, { portalId, ports }) =>
  ports.fieldChange.changed({ portalId, entityTypeId: event.entityTypeId, fieldName: event.fieldName })
