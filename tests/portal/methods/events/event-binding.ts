import type { AppRecord, EventHandler } from '../../apps/apps.ts'
import type { Call, Method } from '../../rest/method.ts'
import { checkHandlerAddress } from '../../apps/handler-address.ts'
import { eventNames, eventScopes, mayHear } from '../../events/event-catalogue.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { flagOf, integerOf, numberOf, recordOf, textOf } from '../../work/input.ts'
import { callerApp, isAdmin } from './caller-app.ts'

/** @throws RestError ACCESS_DENIED for the offline queue and other people's tokens in the hands of no administrator */
function checkRights(call: Call, verb: 'binding' | 'unbinding'): void {
  if (isAdmin(call))
    return
  if (isOffline(call))
    throw new RestError(403, 'ACCESS_DENIED', `Access denied! Offline events ${verb} requires administrator access rights`)
  const authType = integerOf(call.params.auth_type) ?? 0
  if (authType !== 0 && authType !== call.caller.userId)
    throw new RestError(403, 'ACCESS_DENIED', `Access denied! Event ${verb} with AUTH_TYPE requires administrator access rights`)
}

function isOffline(call: Call): boolean {
  return textOf(call.params.event_type).toLowerCase() === 'offline'
}

/** The address as given, so that `event.get` shows it unchanged. */
function checkedAddress(address: string): string {
  checkHandlerAddress(address)
  return address
}

function draftOf(call: Call, app: AppRecord): Omit<EventHandler, 'id'> {
  const offline = isOffline(call)
  return {
    appId: app.id,
    event: textOf(call.params.event).toUpperCase(),
    handler: offline ? '' : checkedAddress(textOf(call.params.handler)),
    authType: integerOf(call.params.auth_type) ?? 0,
    offline,
    authConnector: textOf(call.params.auth_connector),
    minTimeoutSec: Math.max(0, numberOf(recordOf(call.params.options)?.minTimeout) ?? 1),
    createdBy: call.caller.userId,
  }
}

function bind(call: Call): { result: boolean } {
  const { portal } = call
  const app = callerApp(call)
  const event = textOf(call.params.event).toUpperCase()
  if (!mayHear(event, app.scopes))
    throw new RestError(400, 'ERROR_EVENT_NOT_FOUND', 'Event not found')
  checkRights(call, 'binding')
  if (isOffline(call) && portal.knobs.get('offlineQueueMissing'))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied! Offline events are not available on this plan')
  const draft = draftOf(call, app)
  const isBound = portal.apps.handlers(app.id).some(handler => sameBinding(handler, draft))
  const answer = portal.knobs.get('doubleEventBind')
  if (isBound && answer === 'refused')
    throw new RestError(400, 'ERROR_CORE', 'Unable to set event handler: Handler already binded')
  if (!isBound || answer === 'twice')
    portal.apps.addHandler(draft)
  return { result: true }
}

function sameBinding(a: Omit<EventHandler, 'id'>, b: Omit<EventHandler, 'id'>): boolean {
  return a.event === b.event && a.handler === b.handler && a.authType === b.authType && a.offline === b.offline && a.authConnector === b.authConnector
}

function unbind(call: Call): { result: { count: number } } {
  const app = callerApp(call)
  checkRights(call, 'unbinding')
  const event = textOf(call.params.event).toUpperCase()
  const handler = textOf(call.params.handler)
  const authType = call.params.auth_type === undefined ? undefined : integerOf(call.params.auth_type)
  const eventType = textOf(call.params.event_type).toLowerCase()
  const count = call.portal.apps.removeHandlers(row => row.appId === app.id
    && (event === '' || row.event === event)
    && (handler === '' || row.handler === handler)
    && (authType === undefined || row.authType === authType)
    && (eventType === '' ? handler === '' || !row.offline : row.offline === (eventType === 'offline'))
    && isOwn(call, row))
  return { result: { count } }
}

/** Everybody deals with what they bound; administrators with everything. */
function isOwn(call: Call, row: EventHandler): boolean {
  return isAdmin(call) || row.createdBy === call.caller.userId || row.authType === call.caller.userId
}

function listBindings(call: Call): { result: unknown[] } {
  const app = callerApp(call)
  const rows = call.portal.apps.handlers(app.id).filter(row => isOwn(call, row))
  return { result: rows.map(row => ({ event: row.event, handler: row.handler, auth_type: String(row.authType), offline: row.offline ? 1 : 0 })) }
}

/** Names for one scope, for the application, or all of them. */
function listEvents(call: Call): { result: string[] } {
  const app = callerApp(call)
  const scope = textOf(call.params.SCOPE)
  if (scope !== '')
    return { result: eventNames().filter(event => eventScopes(event)?.includes(scope)) }
  return { result: flagOf(call.params.FULL) ? eventNames() : eventNames().filter(event => mayHear(event, app.scopes)) }
}

/** Sends ONAPPTEST with what was given to every address bound to it. */
function test(call: Call): { result: boolean } {
  const app = callerApp(call)
  call.portal.events.raise({ name: 'ONAPPTEST', data: { ...call.params, QUERY: call.params }, actor: { kind: 'user', userId: call.caller.userId, appId: app.id }, onlyAppId: app.id })
  return { result: true }
}

/** Subscriptions of applications. */
export const eventBindingMethods: Method[] = [
  method({ name: 'event.bind', appOnly: true, run: bind }),
  method({ name: 'event.unbind', appOnly: true, run: unbind }),
  method({ name: 'event.get', appOnly: true, run: listBindings }),
  method({ name: 'events', appOnly: true, run: listEvents }),
  method({ name: 'event.test', appOnly: true, run: test }),
]
