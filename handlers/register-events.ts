import type { FastifyInstance } from 'fastify'
import type { Store } from '../src/store/store.ts'
import type { Reception } from './event-receiver.ts'
import type { GroupCommitOptions } from './group-commit.ts'
import type { EventPorts } from './ports.ts'
import { readPortalEvent } from '../src/contracts/events/portal-event.ts'
import { eventReceiver } from './event-receiver.ts'
import { startGroupCommit } from './group-commit.ts'
import { createLaneChooser } from './lane-chooser.ts'
import { openPortalDoor } from './portal-door.ts'
import { refusedEventAudit } from './refused-event-audit.ts'
import { unfoldForm } from './unfold-form.ts'

/** What the event door needs. */
export interface EventDoorOptions {
  store: Pick<Store, 'portals' | 'listen' | 'dirty' | 'records' | 'audit'>
  ports: EventPorts
  now: () => number
  /** Keeps a sender's address out of the store. */
  hashIp: (ip: string) => string
  /** Hears what became of each event; `unreadable` = not a message of a portal. */
  onReception?: (reception: Reception | 'unreadable') => void
  /** Writes a batch. @default the store's inbox */
  commit?: GroupCommitOptions['commit']
}

/** Largest event, in bytes; they have a few hundred. */
const BODY_LIMIT = 64 * 1024

/**
 * Registers `POST /events`. Whoever sends what, the answer is the same 200, once everything the event asked for is
 * committed; only a store that cannot keep it makes it a 5xx.
 */
export async function registerEvents(app: FastifyInstance, options: EventDoorOptions): Promise<void> {
  const { store, ports, now } = options
  const door = openPortalDoor(store)
  const commit = startGroupCommit({ commit: options.commit ?? (marks => store.dirty.markAcrossPortals(marks)) })
  const receive = eventReceiver({
    door,
    commit,
    lanes: createLaneChooser(),
    refused: refusedEventAudit(store.audit, options.hashIp),
    records: store.records,
    ports,
    now,
  })
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body))
    scope.post('/events', async (request, reply) => {
      const event = readPortalEvent(unfoldForm(typeof request.body === 'string' ? request.body : ''))
      const reception = event === null ? 'unreadable' : await receive(event, request.ip)
      options.onReception?.(reception)
      return reply.type('text/plain').send('ok')
    })
    scope.addHook('onClose', async () => {
      door.close()
      await commit.idle()
    })
  })
}
