import type { Logger } from 'pino'
import type { PortalClients } from '../src/bitrix/portal-client.ts'
import type { StoreScope } from '../src/store/store.ts'
import { readAppInfo } from '../src/bitrix/app.ts'
import { PortalCallError } from '../src/bitrix/portal-errors.ts'
import { intakeTypeOf } from '../src/domain/item-ref.ts'
import { writeAudit } from '../src/portals/audit-log.ts'
import { stepProgress } from '../src/portals/install-progress.ts'
import { ensureCardField } from './card-field.ts'
import { portalCapabilities } from './portal-capabilities.ts'
import { WIZARD_LANE } from './step.ts'

/** Finishes by itself what the portal allows only after "installed"; resolves also when there is nothing to do. */
export type CompleteInstallation = (portalId: number) => Promise<void>

/** What completing takes. */
export interface CompleteInstallationOptions {
  store: Pick<StoreScope, 'portals' | 'audit'>
  clients: PortalClients
  logger: Logger
  now: () => number
}

/** A failed attempt is not repeated before this time. */
const RETRY_AFTER_MS = 30_000

/**
 * Notices that the portal counts us as installed, then makes the field of our own type. Called by every look at the wizard, by
 * events about the application and by a schedule: whoever comes first does it, once at a time.
 */
export function createCompleteInstallation({ store, clients, logger, now }: CompleteInstallationOptions): CompleteInstallation {
  const running = new Map<number, Promise<void>>()
  const failedAt = new Map<number, number>()

  async function complete(portalId: number): Promise<void> {
    const portal = await store.portals.get(portalId)
    if (portal === null || portal.status === 'locked' || portal.status === 'removed')
      return
    const isCardDone = portalCapabilities(portal).cardField === 'done'
    if (portal.status === 'active' && isCardDone)
      return
    // Before the fields step there is nothing to complete: the wizard is still on its way.
    if (stepProgress(portal, 'connect').state !== 'done' || now() - (failedAt.get(portalId) ?? 0) < RETRY_AFTER_MS)
      return
    const client = clients.forPortal(portalId)
    const app = await readAppInfo(client, WIZARD_LANE)
    if (!app.isInstalled)
      return
    await store.portals.update(portalId, { status: 'active', installedAt: portal.installedAt ?? now(), appLocalId: app.localId }, now())
    const made = await ensureCardField(client, intakeTypeOf(portal), app.localId)
    await store.portals.setCapabilities(portalId, { cardField: made === 'orphaned' ? 'failed' : 'done' }, now())
    await writeAudit(store.audit, portalId, now(), { action: 'install.completed', detail: { cardField: made } })
  }

  return async (portalId) => {
    const known = running.get(portalId)
    if (known)
      return known
    const promise = complete(portalId).catch((error: unknown) => {
      failedAt.set(portalId, now())
      logger[error instanceof PortalCallError ? 'warn' : 'error']({ err: error, portalId }, 'installation not completed yet')
    }).finally(() => running.delete(portalId))
    running.set(portalId, promise)
    return promise
  }
}
