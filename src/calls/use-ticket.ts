import type { Viewer } from '../domain/rights.ts'
import type { StoreScope } from '../store/store.ts'
import type { RecordingTickets, Ticket } from './recording-tickets.ts'
import { itemKey } from '../domain/item-ref.ts'
import { refusal } from '../treaty/refusal.ts'
import { mayListen } from './may-listen.ts'

/** What letting somebody in takes. */
export interface TicketDeps {
  readonly store: StoreScope
  readonly tickets: RecordingTickets
  /** Port: a person with his roles now, nobody's roles when he has left. Implemented by `src/feedback`. */
  readonly readPerson: (portalId: number, userId: number) => Promise<Viewer>
  readonly now: () => number
}

/** Lets the holder of a ticket in, or says why not. */
export type UseTicket = (text: string, purpose: 'hear' | 'draw') => Promise<Ticket>

const NOTED_AT_MOST = 20_000

/**
 * A ticket is a wish, not a right: the portal, the person and his right to this very item are read again at each use, so that a dismissal,
 * a changed role or the end of a review closes the ear at once. The first use for hearing leaves one audit row: who listened, to what.
 */
export function createTicketUse({ store, tickets, readPerson, now }: TicketDeps): UseTicket {
  const noted = new Set<string>()

  async function note({ ticketId, portalId, userId, item, callId }: Ticket): Promise<void> {
    if (noted.has(ticketId))
      return
    const [oldest] = noted
    if (noted.size >= NOTED_AT_MOST && oldest !== undefined)
      noted.delete(oldest)
    noted.add(ticketId)
    await store.audit.write(portalId, { at: now(), actorId: userId, action: 'recording.heard', subject: `item:${itemKey(item)}`, detail: { call: callId, ticket: ticketId }, ipHash: null })
  }

  return async (text, purpose) => {
    const ticket = await tickets.read(text)
    if (!ticket)
      throw refusal('ticket_over', 'ru')
    const { portalId, userId, language } = ticket
    const [portal, person, viewer, item] = await Promise.all([
      store.portals.get(portalId),
      store.people.get(portalId, userId),
      readPerson(portalId, userId),
      store.items.get(portalId, ticket.item),
    ])
    const isAlive = portal && person?.active && portal.status !== 'locked' && portal.status !== 'removed' && portal.sessionEpoch === ticket.portalEpoch && person.sessionEpoch === ticket.personEpoch
    if (!isAlive)
      throw refusal('ticket_over', language)
    if (!item || !await mayListen(store, portalId, viewer, item)) {
      await store.audit.write(portalId, { at: now(), actorId: userId, action: 'recording.denied', subject: `item:${itemKey(ticket.item)}`, detail: { call: ticket.callId }, ipHash: null })
      throw refusal('recording_no_right', language)
    }
    if (purpose === 'hear')
      await note(ticket)
    return ticket
  }
}
