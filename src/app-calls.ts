import type { PortalParts } from './app-portals.ts'
import type { JoinedReads } from './bitrix/joined-reads.ts'
import type { Config } from './config.ts'
import type { Store } from './store/store.ts'
import { createFetchFile } from './bitrix/fetch-file.ts'
import { createFileGuard } from './bitrix/file-guard.ts'
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
  const recordings = { store, reads, book, fetchFile: createFetchFile({ tokens: parts.tokens, guard }) }
  return {
    listing: { store, reads, book, tickets, now },
    recordings: { ...recordings, peaks: createPeakReader(recordings), useTicket: createTicketUse({ store, tickets, readPerson: (portalId, userId) => readPerson(store, portalId, userId), now }) },
    readTalks: createTalkReader({ clients: parts.clients }),
    close: () => guard.close(),
  }
}
