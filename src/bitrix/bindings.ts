import type { EventBinding, PlacementBinding } from '../contracts/rest/bindings.schema.ts'
import type { BatchRow, CallOptions, PortalClient } from './portal-client.ts'
import { eventBindingListSchema, fieldTypeListSchema, placementBindingListSchema, placementCodeListSchema } from '../contracts/rest/bindings.schema.ts'
import { parseAnswer } from './parse-answer.ts'

/** Handlers the portal has of us. */
export async function listEventBindings(client: PortalClient, options: CallOptions): Promise<EventBinding[]> {
  return parseAnswer(eventBindingListSchema, await client.call('event.get', {}, options), 'event.get')
}

/** A row that subscribes a handler. The portal does not say what a second time does: look first. */
export function bindEventRow(key: string, event: string, handler: string): BatchRow {
  return { key, method: 'event.bind', params: { event, handler } }
}

/** A row that lets the portal collect changes of this kind in the offline queue. */
export function bindOfflineEventRow(key: string, event: string): BatchRow {
  return { key, method: 'event.bind', params: { event, handler: '', event_type: 'offline' } }
}

/** A row that ends a subscription. */
export function unbindEventRow(key: string, binding: EventBinding): BatchRow {
  const type = binding.isOffline ? { event_type: 'offline' } : {}
  const user = binding.userId === null ? {} : { auth_type: binding.userId }
  return { key, method: 'event.unbind', params: { event: binding.event, handler: binding.handler, ...type, ...user } }
}

/** Widgets the portal has of us. */
export async function listPlacementBindings(client: PortalClient, options: CallOptions): Promise<PlacementBinding[]> {
  return parseAnswer(placementBindingListSchema, await client.call('placement.get', {}, options), 'placement.get')
}

/** Codes of the places this portal offers to us. */
export async function listPlacementCodes(client: PortalClient, options: CallOptions): Promise<Set<string>> {
  return new Set(parseAnswer(placementCodeListSchema, await client.call('placement.list', {}, options), 'placement.list'))
}

/** A widget to be shown. */
export interface NewPlacement {
  placement: string
  handler: string
  title: { ru: string, en: string }
}

/** A row that shows a widget. "Already bound" and "only one here" are refusals. */
export function bindPlacementRow(key: string, row: NewPlacement): BatchRow {
  const words = (title: string) => ({ TITLE: title, DESCRIPTION: '', GROUP_NAME: '' })
  return {
    key,
    method: 'placement.bind',
    params: {
      PLACEMENT: row.placement,
      HANDLER: row.handler,
      TITLE: row.title.ru,
      LANG_ALL: { ru: words(row.title.ru), en: words(row.title.en) },
    },
  }
}

/** A row that takes a widget away, every copy with this handler. */
export function unbindPlacementRow(key: string, row: Pick<PlacementBinding, 'placement' | 'handler'>): BatchRow {
  return { key, method: 'placement.unbind', params: { PLACEMENT: row.placement, HANDLER: row.handler } }
}

/** Our own kind of custom field. */
export interface FieldType {
  /** Short code, `a-z0-9`. */
  typeId: string
  handler: string
  title: string
  /** Pixels. */
  height: number
}

/** Makes our field type known, or corrects it when its handler is another one. */
export async function ensureFieldType(client: PortalClient, type: FieldType, options: CallOptions): Promise<void> {
  const known = parseAnswer(fieldTypeListSchema, await client.call('userfieldtype.list', {}, options), 'userfieldtype.list')
  const same = known.find(row => row.typeId === type.typeId)
  if (same?.handler === type.handler)
    return
  const method = same ? 'userfieldtype.update' : 'userfieldtype.add'
  await client.call(method, { USER_TYPE_ID: type.typeId, HANDLER: type.handler, TITLE: type.title, DESCRIPTION: '', OPTIONS: { height: type.height } }, options)
}
