import type { ItemRef } from '../../domain/item-ref.ts'
import type { EventAuth } from './event-auth.schema.ts'
import type { ItemEventName } from './item-event.schema.ts'
import type { LifecycleEventName } from './lifecycle-event.schema.ts'
import type { TimelineClick } from './timeline-click.schema.ts'
import { z } from 'zod'
import { restInt } from '../rest/rest-scalars.schema.ts'
import { ACTIVITY_EVENTS, activityEventDataSchema, callEndDataSchema, TASK_EVENTS, taskEventDataSchema } from './activity-event.schema.ts'
import { eventAuthSchema } from './event-auth.schema.ts'
import { FIELD_EVENTS, fieldEventDataSchema } from './field-event.schema.ts'
import { ITEM_EVENTS, itemEventDataSchema } from './item-event.schema.ts'
import { LIFECYCLE_EVENTS, lifecycleEventDataSchema } from './lifecycle-event.schema.ts'
import { TIMELINE_CLICK_EVENT, timelineClickDataSchema } from './timeline-click.schema.ts'

/** What an event says, by kind. */
type EventFacts
  = | { kind: 'item', name: ItemEventName, item: ItemRef, deleted: boolean }
    | { kind: 'activity', name: typeof ACTIVITY_EVENTS[number], activityId: number }
    | { kind: 'call_end', name: 'ONVOXIMPLANTCALLEND', callId: string, userId: number | null, durationSec: number, activityId: number | null }
    | { kind: 'field', name: typeof FIELD_EVENTS[number], entityTypeId: 1 | 2, fieldName: string | null }
    | { kind: 'task', name: typeof TASK_EVENTS[number], taskId: number | null }
    | { kind: 'lifecycle', name: LifecycleEventName, version: string | null, previousVersion: string | null, language: string | null, clean: boolean }
    | { kind: 'timeline_click', name: typeof TIMELINE_CLICK_EVENT } & TimelineClick
    | { kind: 'offline_wake', name: 'ONOFFLINEEVENT' }

/** One event of a portal: what it says, who claims to send it, and when the queue sent it (seconds since the epoch). */
export type PortalEvent = EventFacts & { auth: EventAuth, sentAtSec: number | null }

const envelopeSchema = z.object({
  event: z.string().max(100).transform(name => name.toUpperCase()),
  data: z.unknown().optional(),
  ts: restInt.optional().catch(undefined),
  auth: eventAuthSchema,
})

type Reader = (data: unknown) => EventFacts | null

const READERS = new Map<string, Reader>([
  ...(Object.keys(ITEM_EVENTS) as ItemEventName[]).map(name => [name, itemReader(name)] as const),
  ...ACTIVITY_EVENTS.map(name => [name, reader(activityEventDataSchema, facts => ({ kind: 'activity', name, ...facts }))] as const),
  ...FIELD_EVENTS.map(name => [name, reader(fieldEventDataSchema, facts => ({ kind: 'field', name, ...facts }))] as const),
  ...TASK_EVENTS.map(name => [name, reader(taskEventDataSchema, facts => ({ kind: 'task', name, ...facts }))] as const),
  ...LIFECYCLE_EVENTS.map(name => [name, reader(lifecycleEventDataSchema, facts => ({ kind: 'lifecycle', name, ...facts }))] as const),
  [TIMELINE_CLICK_EVENT, reader(timelineClickDataSchema, facts => ({ kind: 'timeline_click', name: TIMELINE_CLICK_EVENT, ...facts }))],
  ['ONVOXIMPLANTCALLEND', reader(callEndDataSchema, facts => ({ kind: 'call_end', name: 'ONVOXIMPLANTCALLEND', ...facts }))],
  ['ONOFFLINEEVENT', () => ({ kind: 'offline_wake', name: 'ONOFFLINEEVENT' })],
])

/** Every event name we can read, upper case; the installer binds from this list. */
export const READABLE_EVENTS: readonly string[] = [...READERS.keys()]

/**
 * Reads the form body of an event, already unfolded from `data[FIELDS][ID]` to nested fields. Names are compared without case.
 * @returns null for anything we cannot read: no sender, a name we do not know, data without an id. The receiver still answers 200.
 */
export function readPortalEvent(body: unknown): PortalEvent | null {
  const envelope = envelopeSchema.safeParse(body)
  if (!envelope.success)
    return null
  const { event, data, auth, ts } = envelope.data
  const facts = READERS.get(event)?.(data)
  return facts ? { ...facts, auth, sentAtSec: ts ?? null } : null
}

function itemReader(name: ItemEventName): Reader {
  const { entityTypeId, deleted } = ITEM_EVENTS[name]
  return reader(itemEventDataSchema, itemId => ({ kind: 'item', name, item: { entityTypeId, itemId }, deleted }))
}

function reader<Schema extends z.ZodType>(schema: Schema, toFacts: (data: z.output<Schema>) => EventFacts): Reader {
  return (data) => {
    const parsed = schema.safeParse(data ?? {})
    return parsed.success ? toFacts(parsed.data) : null
  }
}
