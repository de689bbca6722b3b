import type { PortalClients } from '../../bitrix/portal-client.ts'
import type { ReadPace } from '../../bitrix/read-pace.ts'
import type { Store } from '../../store/store.ts'
import type { SyncLog } from '../sync-deps.ts'

/** What reading a portal's past works with. */
export interface BackfillDeps {
  readonly store: Store
  readonly clients: PortalClients
  readonly readPace: ReadPace
  /** Reads employees into our copy; returns how many there are. */
  readonly readPeople: (portalId: number) => Promise<number>
  /** Port: the whole past of a portal has just been read here. @default nobody is told */
  readonly pastRead?: (portalId: number) => void
  readonly now: () => number
  readonly log: SyncLog
}
