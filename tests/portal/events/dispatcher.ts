import type { Portal } from '../portal.ts'
import type { AuthSource } from './event-auth.ts'
import type { Delivery, DirectMessage } from './portal-events.ts'
import { createCourier } from './deliver.ts'
import { createEventTokens, eventAuth } from './event-auth.ts'
import { namesHandler, wireName } from './event-catalogue.ts'
import { formBody } from './form-body.ts'
import { HandlerQueue } from './handler-queue.ts'

const keptDeliveries = 1000

/** Carries messages to addresses, a line for each address. */
export interface Dispatcher {
  send: (message: DirectMessage) => void
  /** True when nothing waits and nothing is in flight. */
  isIdle: () => boolean
  pause: () => void
  resume: (lost: boolean) => void
  readonly isPaused: boolean
  deliveries: () => readonly Delivery[]
  close: () => void
}

/**
 * No lines yet.
 * @param onIdle called whenever a line has run empty
 */
export function createDispatcher(portal: () => Portal, onIdle: () => void): Dispatcher {
  const queues = new Map<string, HandlerQueue>()
  const courier = createCourier()
  const deliveries: Delivery[] = []
  const writeBody = createBodyWriter(portal)
  let isPaused = false
  let lastDelivery = 0

  const queueOf = (address: string): HandlerQueue => {
    const known = queues.get(address)
    if (known)
      return known
    const queue = new HandlerQueue(() => portal().knobs.get('reorderEvents'), onIdle)
    if (isPaused)
      queue.pause()
    queues.set(address, queue)
    return queue
  }
  const deliver = async (message: DirectMessage, app: AuthSource): Promise<void> => {
    const body = writeBody(message, app)
    if (body === undefined)
      return
    lastDelivery += 1
    const delivery: Delivery = { id: lastDelivery, event: message.name, handler: message.handler, handlerId: message.handlerId, body, sentAt: portal().clock.now(), status: 0 }
    deliveries.push(delivery)
    if (deliveries.length > keptDeliveries)
      deliveries.shift()
    delivery.status = await courier.post(message.handler, body, portal().knobs.get('eventTimeoutMs'))
  }

  return {
    send(message) {
      const app = portal().apps.get(message.appId)
      if (!app)
        return
      const source: AuthSource = { id: app.id, applicationToken: app.applicationToken, scopes: app.scopes, status: app.status }
      queueOf(message.handler).push({ dueAt: Date.now() + delayOf(portal(), message), send: () => deliver(message, source) })
    },
    isIdle: () => [...queues.values()].every(queue => queue.size === 0),
    pause() {
      isPaused = true
      queues.forEach(queue => queue.pause())
    },
    resume(lost) {
      isPaused = false
      queues.forEach(queue => queue.resume(lost))
    },
    get isPaused() {
      return isPaused
    },
    deliveries: () => deliveries,
    close() {
      queues.forEach(queue => queue.close())
      courier.close()
    },
  }
}

/** Writes a body at the last moment: `ts` is the time of sending, tokens are fresh; undefined when the application is gone. */
function createBodyWriter(portal: () => Portal): (message: DirectMessage, app: AuthSource) => string | undefined {
  const tokensFor = createEventTokens()
  return (message, app) => {
    const at = portal()
    const owner = message.userId !== null && at.people.get(message.userId)?.active ? message.userId : null
    if (message.name !== 'ONAPPUNINSTALL' && at.apps.get(message.appId)?.applicationToken !== app.applicationToken)
      return undefined
    const pair = owner === null ? null : tokensFor(at, message.appId, owner)
    return formBody({
      event: wireName(message.name),
      ...(namesHandler(message.name) && message.handlerId > 0 ? { event_handler_id: message.handlerId } : {}),
      data: message.data,
      ts: Math.floor(at.clock.now() / 1000),
      auth: eventAuth(at, app, message.name, pair, message.withRefreshToken),
    }, at.knobs.get('eventBracketsEncoded'))
  }
}

function delayOf(portal: Portal, message: DirectMessage): number {
  const jitterMs = portal.knobs.get('eventDelayJitterMs') * portal.random()
  return portal.knobs.get('eventDelayMs') + jitterMs + (message.delayMs ?? 0)
}
