import type { EventHandler } from '../apps/apps.ts'
import type { Portal } from '../portal.ts'
import type { DirectMessage, OfflineQueue, PortalEvent, PortalEvents } from './portal-events.ts'
import type { WakeUps } from './wake-ups.ts'
import { actorUserId } from '../crm/actor.ts'
import { createDispatcher } from './dispatcher.ts'
import { clickEvent, eventScopes } from './event-catalogue.ts'
import { createOfflineQueue } from './offline-queue.ts'
import { createWakeUps } from './wake-ups.ts'

const offlineEvent = 'ONOFFLINEEVENT'

/** The queue server of one portal, with nothing in it. */
export function createPortalEvents(portal: () => Portal): PortalEvents {
  let idleWaiters: (() => void)[] = []
  const settle = (): void => {
    if (!isIdle())
      return
    const waiters = idleWaiters
    idleWaiters = []
    waiters.forEach(resolve => resolve())
  }
  const dispatcher = createDispatcher(portal, settle)
  const offline = createOfflineQueue(portal)
  const wakeUps = createWakeUps((handler, userId) => dispatcher.send(wakeUpMessage(handler, userId)))
  function isIdle(): boolean {
    return dispatcher.isIdle() && wakeUps.isIdle()
  }

  return {
    raise(event) {
      const name = event.name.toUpperCase()
      if (eventScopes(name) === undefined)
        throw new Error(`${name} is no documented event`)
      for (const handler of portal().apps.handlersOf(name)) {
        if (event.onlyAppId !== undefined && event.onlyAppId !== handler.appId)
          continue
        if (handler.offline)
          recordOffline(portal(), { offline, wakeUps }, handler, event)
        else
          onlineMessages(portal(), handler, event).forEach(dispatcher.send)
      }
    },
    send: dispatcher.send,
    idle: () => isIdle() ? Promise.resolve() : new Promise(resolve => idleWaiters.push(resolve)),
    pause: dispatcher.pause,
    resume: ({ lost = false } = {}) => dispatcher.resume(lost),
    get isPaused() {
      return dispatcher.isPaused
    },
    deliveries: dispatcher.deliveries,
    offline,
    async close() {
      wakeUps.close()
      dispatcher.close()
      idleWaiters.forEach(resolve => resolve())
      idleWaiters = []
    },
  }
}

/** What one subscription is sent of one event: nothing when it gets lost, two when it is doubled. */
function onlineMessages(portal: Portal, handler: EventHandler, event: PortalEvent): DirectMessage[] {
  const { knobs, random } = portal
  if (random() < knobs.get('dropEvents'))
    return []
  const actor = event.actor.kind === 'user' ? event.actor.userId : null
  const isSilent = knobs.get('eventsWithoutTokens') || (handler.event === clickEvent && !knobs.get('clickEventWithTokens'))
  const message: DirectMessage = {
    name: handler.event,
    appId: handler.appId,
    handler: handler.handler,
    handlerId: handler.id,
    data: event.data,
    userId: isSilent ? null : handler.authType || actor,
    withRefreshToken: knobs.get('eventsWithRefreshToken'),
  }
  return random() < knobs.get('duplicateEvents') ? [message, message] : [message]
}

/** Remembers a change for an application that asks later, and wakes it up. */
function recordOffline(portal: Portal, { offline, wakeUps }: { offline: OfflineQueue, wakeUps: WakeUps }, handler: EventHandler, event: PortalEvent): void {
  if (portal.knobs.get('offlineQueueMissing') || (handler.authConnector !== '' && handler.authConnector === event.authConnector))
    return
  const userId = actorUserId(event.actor)
  offline.record({ appId: handler.appId, connector: handler.authConnector, event: handler.event, data: event.data, additional: { user_id: String(userId) } })
  for (const listener of portal.apps.handlersOf(offlineEvent)) {
    if (listener.appId === handler.appId && !listener.offline)
      wakeUps.wake(listener, userId || null)
  }
}

function wakeUpMessage(handler: EventHandler, userId: number | null): DirectMessage {
  return {
    name: offlineEvent,
    appId: handler.appId,
    handler: handler.handler,
    handlerId: handler.id,
    data: {},
    userId: handler.authType || userId || handler.createdBy,
    withRefreshToken: true,
  }
}
