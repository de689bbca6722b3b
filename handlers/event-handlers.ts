import type { PortalEvent } from '../src/contracts/events/portal-event.ts'
import type { HandlerTools } from './event-handler.ts'
import { activityChanged } from './activity-changed.ts'
import { callEnded } from './call-ended.ts'
import { fieldChanged } from './field-changed.ts'
import { itemChanged } from './item-changed.ts'
import { offlineWoke } from './offline-woke.ts'
import { timelineClicked } from './timeline-clicked.ts'

/** An event inside the portal; events about the application itself go another way (`application-event.ts`). */
export type InnerEvent = Exclude<PortalEvent, { kind: 'lifecycle' }>

/** Gives an event to the handler of its kind. */
export async function handleEvent(event: InnerEvent, tools: HandlerTools): Promise<void> {
  switch (event.kind) {
    case 'item': return itemChanged(event, tools)
    case 'activity': return activityChanged(event, tools)
    case 'call_end': return callEnded(event, tools)
    case 'timeline_click': return timelineClicked(event, tools)
    case 'field': return fieldChanged(event, tools)
    case 'offline_wake': return offlineWoke(event, tools)
    // Meetings are held in our own tables so far; a task of theirs is read when somebody looks.
    case 'task':
  }
}
