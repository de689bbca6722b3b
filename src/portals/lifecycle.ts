import type { PortalClients } from '../bitrix/portal-client.ts'
import type { PortalEvent } from '../contracts/events/portal-event.ts'
import type { StoreScope } from '../store/store.ts'
import type { Installation } from './installation.ts'
import type { MovingOut } from './moving-out.ts'
import { readAppInfo } from '../bitrix/app.ts'
import { PortalCallError } from '../bitrix/portal-errors.ts'
import { HttpError } from '../http/http-error.ts'
import { writeAudit } from './audit-log.ts'
import { reopenSteps } from './install-progress.ts'

/** An event about the application itself. */
export type LifecycleEvent = Extract<PortalEvent, { kind: 'lifecycle' }>

/** What following such events takes. */
export interface LifecycleOptions {
  store: Pick<StoreScope, 'portals' | 'audit'>
  clients: PortalClients
  installation: Installation
  movingOut: MovingOut
  now: () => number
}

/**
 * Follows events about the application. None of them proves anything: each only says where to look. Never throws for
 * what a portal or a forger does; safe to repeat.
 */
export function createLifecycle(options: LifecycleOptions): (event: LifecycleEvent) => Promise<void> {
  const { store, clients, installation, movingOut, now } = options

  /** Tokens and a secret that came with an event count only when the OAuth server confirms them. */
  async function adopt(event: LifecycleEvent): Promise<boolean> {
    if (event.auth.refreshToken === null)
      return false
    try {
      await installation.receive({ ...event.auth, language: event.language })
      return true
    }
    catch (error) {
      if (!(error instanceof HttpError || error instanceof PortalCallError))
        throw error
      const portal = await store.portals.findByMemberId(event.auth.memberId)
      if (portal)
        await writeAudit(store.audit, portal.portalId, now(), { action: 'event.tokens_refused', detail: { event: event.name, code: error.code } })
      return false
    }
  }

  /** Asks the portal itself what became of the application. */
  async function look(event: LifecycleEvent): Promise<void> {
    const portal = await store.portals.findByMemberId(event.auth.memberId)
    if (portal === null || portal.status === 'locked' || portal.status === 'removed')
      return
    try {
      const app = await readAppInfo(clients.forPortal(portal.portalId), { lane: 'background' })
      const version = Number(app.version ?? 0) || 0
      if (version !== portal.appVersion)
        await reopenSteps(store.portals, portal, now())
      await store.portals.update(portal.portalId, {
        status: app.isInstalled ? 'active' : portal.status,
        installedAt: app.isInstalled ? portal.installedAt ?? now() : portal.installedAt,
        appVersion: version,
        license: app.license,
      }, now())
    }
    catch (error) {
      // The portal may be slow or gone; the next opening, event or sweep looks again.
      if (!(error instanceof PortalCallError))
        throw error
    }
  }

  return async (event) => {
    if (event.name !== 'ONAPPUNINSTALL') {
      if (!['ONAPPINSTALL', 'ONAPPUPDATE'].includes(event.name) || !await adopt(event))
        await look(event)
      return
    }
    const portal = await store.portals.findByMemberId(event.auth.memberId)
    if (portal !== null)
      await movingOut.hint(portal.portalId, event.clean)
  }
}
