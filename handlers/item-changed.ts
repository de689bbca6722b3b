import type { EventHandler } from './event-handler.ts'

/** A lead or deal was added, changed, moved to another pipeline or deleted: go and look. */
export const itemChanged: EventHandler<'item'> = (event, { mark }) =>
  mark(event.item, { deleted: event.deleted })
