import type { PortalClients } from '../bitrix/portal-client.ts'
import type { ReadGateVersions } from '../gate/gate-treaty.ts'
import type { SliceRead } from '../mirror/slice-read.ts'
import type { StoredSlice } from '../mirror/store-slice.ts'
import type { Portal } from '../store/portals.ts'
import type { Store } from '../store/store.ts'

/** One decision or trouble of the sync; never a token, never a client's data. */
export interface SyncLog {
  info: (facts: Record<string, unknown>, message: string) => void
  warn: (facts: Record<string, unknown>, message: string) => void
}

/** Port: native values and card values that became feedback. Runs after the mirror and before the gate. */
export type AdoptFeedback = (portal: Portal, slice: StoredSlice, read: SliceRead, now: number) => Promise<void>

/** What the sync works with. */
export interface SyncDeps {
  readonly store: Store
  readonly clients: PortalClients
  readonly readVersions: ReadGateVersions
  readonly adoptFeedback: AdoptFeedback
  readonly now: () => number
  readonly log: SyncLog
}
