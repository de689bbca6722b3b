import type { PortalParts } from './app-portals.ts'
import type { JoinedReads } from './bitrix/joined-reads.ts'
import type { Config } from './config.ts'
import type { Store } from './store/store.ts'
import { createFetchFile } from './bitrix/fetch-file.ts'
import { createFileGuard } from './bitrix/file-guard.ts'
import { joinReads } from './calls/join-reads.ts'
import { createPeakReader } from './calls/read-peaks.ts'
import { createTalkReader } from './calls/read-talks.ts'
import { createRecordingBook } from './calls/recording-book.ts'
import { createRecordingTickets } from './calls/recording-tickets.ts'
import { createTicketUse } from './calls/use-ticket.ts'
import { readPerson } from './feedback/read-viewer.ts'

/** Wires the room of calls: what lists them, what lets a listener in, what fetches the sound. */
export function wireCalls({ config, store, parts, reads, now }: { config: Pick<Config, 'bitrix'>, store: Store, parts: PortalParts, reads: JoinedReads, now: () => number }) {
  const guard = createFileGuard({ allowPrivateHosts: config.bitrix.allowPrivateHosts })
  const tickets = createRecordingTickets({ key: parts.vault.derive('tickets of recordings'), now })
  const book = createRecordingBook({ reads, now })
  const tokens = { ...parts.tokens, read: joinReads((portalId: number) => parts.tokens.read(portalId)) }
  const recordings = { store, reads, book, fetchFile: createFetchFile({ tokens, guard }) }
  return {
    listing: { store, reads, book, tickets, now },
    recordings: { ...recordings, peaks: createPeakReader(recordings), useTicket: createTicketUse({ ...joinedStore(store), tickets, now }) },
    readTalks: createTalkReader({ clients: parts.clients }),
    close: () => guard.close(),
  }
}

/** Rights are read anew at each use of a ticket; what many ask at the same moment is read once for all of them. */
function joinedStore(store: Store): Pick<Parameters<typeof createTicketUse>[0], 'store' | 'readPerson'> {
  const people = {
    ...store.people,
    get: joinReads((portalId: number, userId: number) => store.people.get(portalId, userId)),
    departments: joinReads((portalId: number) => store.people.departments(portalId)),
  }
  const portals = { ...store.portals, get: joinReads((portalId: number) => store.portals.get(portalId)) }
  return {
    store: { ...store, people, portals },
    readPerson: (portalId, userId) => readPerson({ people, roles: store.roles }, portalId, userId),
  }
}
