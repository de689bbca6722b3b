import type { PortalClient } from '../src/bitrix/portal-client.ts'
import type { EventBinding } from '../src/contracts/rest/bindings.schema.ts'
import { bindEventRow, bindOfflineEventRow, listEventBindings, unbindEventRow } from '../src/bitrix/bindings.ts'
import { writeRows } from '../src/bitrix/write-rows.ts'
import { ITEM_EVENT_NAMES, OFFLINE_WAKE_NAME, ONLINE_EVENT_NAMES } from './own-events.ts'
import { WIZARD_LANE } from './step.ts'

/** What is bound now. */
export interface EventsBound {
  online: number
  offline: number
  /** Wanted, but not offered by this portal. */
  missing: string[]
}

/** What the binding needs to know. */
export interface BindEventsRequest {
  client: PortalClient
  /** Address of the receiver. */
  handler: string
  /** Names this portal offers, upper case. */
  offered: ReadonlySet<string>
  /** The plan has the offline queue. */
  hasOfflineQueue: boolean
}

interface Wanted { event: string, isOffline: boolean }

/** Leaves exactly one subscription per event: stale and doubled ones go, missing ones come. Two requests when nothing is wrong. */
export async function bindEvents(request: BindEventsRequest): Promise<EventsBound> {
  const { client, handler, offered, hasOfflineQueue } = request
  const online = [...ONLINE_EVENT_NAMES, ...(hasOfflineQueue ? [OFFLINE_WAKE_NAME] : [])]
  const wanted: Wanted[] = [
    ...online.filter(event => isOffered(event, offered)).map(event => ({ event, isOffline: false })),
    ...(hasOfflineQueue ? ITEM_EVENT_NAMES.filter(event => offered.has(event)).map(event => ({ event, isOffline: true })) : []),
  ]
  const left = await withoutStale(client, wanted, handler)
  const missing = wanted.filter(row => !left.some(binding => isWanted(binding, [row], handler)))
  await writeRows(client, missing.map((row, index) => row.isOffline ? bindOfflineEventRow(`bind${index}`, row.event) : bindEventRow(`bind${index}`, row.event, handler)), WIZARD_LANE)
  // What counts is what the portal has now: an event this plan does not know costs one net, not the installation.
  const bound = missing.length === 0 ? left : await listEventBindings(client, WIZARD_LANE)
  const isBound = (row: Wanted): boolean => bound.some(binding => isWanted(binding, [row], handler))
  return {
    online: wanted.filter(row => !row.isOffline && isBound(row)).length,
    offline: wanted.filter(row => row.isOffline && isBound(row)).length,
    missing: [...online.filter(event => !isOffered(event, offered)), ...wanted.filter(row => !isBound(row)).map(row => row.event)],
  }
}

/** Ends what is stale or doubled; what is left is read anew, since ending a doubled subscription ends its twin as well. */
async function withoutStale(client: PortalClient, wanted: readonly Wanted[], handler: string): Promise<EventBinding[]> {
  const known = await listEventBindings(client, WIZARD_LANE)
  const kept = known.filter((binding, index) => isWanted(binding, wanted, handler) && known.findIndex(other => isSame(other, binding)) === index)
  if (kept.length === known.length)
    return known
  const stale = uniqueBindings(known.filter(binding => !kept.includes(binding)))
  await writeRows(client, stale.map((binding, index) => unbindEventRow(`end${index}`, binding)), WIZARD_LANE)
  return listEventBindings(client, WIZARD_LANE)
}

/** Events about the application itself are not in every portal's list, and are always there. */
function isOffered(event: string, offered: ReadonlySet<string>): boolean {
  return offered.has(event) || event.startsWith('ONAPP') || event === OFFLINE_WAKE_NAME
}

function isWanted(binding: EventBinding, wanted: readonly Wanted[], handler: string): boolean {
  return wanted.some(row => row.event === binding.event && row.isOffline === binding.isOffline) && (binding.isOffline || (binding.handler === handler && binding.userId === null))
}

function isSame(one: EventBinding, other: EventBinding): boolean {
  return one.event === other.event && one.handler === other.handler && one.isOffline === other.isOffline && one.userId === other.userId
}

function uniqueBindings(bindings: readonly EventBinding[]): EventBinding[] {
  return bindings.filter((binding, index) => bindings.findIndex(other => isSame(other, binding)) === index)
}
