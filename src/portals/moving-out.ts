import type { PortalClients } from '../bitrix/portal-client.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import { z } from 'zod'
import { readAppInfo } from '../bitrix/app.ts'
import { AccessRevokedError, PortalCallError } from '../bitrix/portal-errors.ts'
import { writeAudit } from './audit-log.ts'

/** How long data waits for its owner after an uninstall without "delete data". @see product section 12 */
export const DATA_WAITS_MS = 30 * 24 * 60 * 60_000

const HINT = 'uninstallHint'
const hintSchema = z.object({ at: z.number(), clean: z.boolean() })

/** What an uninstall event led to: it proves nothing, so the stored tokens are tried. */
export type MovingOutResult = 'refused' | 'locked' | 'deleted' | 'unsure'

/** Moves portals out. */
export interface MovingOut {
  /**
   * Follows the hint that the application was removed. Living tokens mean that it was not: refused and audited. Dead ones
   * lock the portal at once. When the portal does not answer, the hint is kept and followed again by `followHints`.
   */
  hint: (portalId: number, clean: boolean) => Promise<MovingOutResult>
  /** Keeps a hint so that a crash before it was followed does not lose it. */
  keepHint: (portalId: number, clean: boolean) => Promise<void>
  /** Follows kept hints; called by a schedule. */
  followHints: () => Promise<void>
}

/** The way out. */
export function createMovingOut({ store, clients, now }: { store: Pick<StoreScope, 'portals' | 'audit' | 'transaction'>, clients: PortalClients, now: () => number }): MovingOut {
  async function areTokensAlive(portalId: number): Promise<boolean | null> {
    try {
      await readAppInfo(clients.forPortal(portalId), { lane: 'background' })
      return true
    }
    catch (error) {
      if (error instanceof AccessRevokedError)
        return false
      if (error instanceof PortalCallError)
        return null
      throw error
    }
  }

  async function lock(portal: Portal, clean: boolean): Promise<MovingOutResult> {
    const { portalId } = portal
    const lockedAt = now()
    await store.transaction(async (within) => {
      await within.portals.update(portalId, { status: 'locked', lockedAt, clean, deleteAt: clean ? lockedAt : lockedAt + DATA_WAITS_MS }, lockedAt)
      await within.portals.setWatermark(portalId, HINT, null)
      await within.portals.bumpSessionEpoch(portalId)
      await within.portals.purgePeople(portalId)
      await writeAudit(within.audit, portalId, lockedAt, { action: 'portal.moved_out', detail: { clean } })
    })
    if (!clean)
      return 'locked'
    await store.portals.purge(portalId)
    return 'deleted'
  }

  async function follow(portal: Portal, clean: boolean): Promise<MovingOutResult> {
    const { portalId } = portal
    const isAlive = await areTokensAlive(portalId)
    if (isAlive === null) {
      await store.portals.setWatermark(portalId, HINT, { at: now(), clean })
      return 'unsure'
    }
    if (!isAlive)
      return lock(portal, clean)
    await store.portals.setWatermark(portalId, HINT, null)
    await writeAudit(store.audit, portalId, now(), { action: 'uninstall.refused', detail: { reason: 'the stored tokens still work', clean } })
    return 'refused'
  }

  return {
    keepHint: (portalId, clean) => store.portals.setWatermark(portalId, HINT, { at: now(), clean }),

    async hint(portalId, clean) {
      const portal = await store.portals.get(portalId)
      if (portal === null)
        return 'deleted'
      if (portal.status === 'locked' || portal.status === 'removed')
        return clean && !portal.clean ? lock(portal, true) : 'locked'
      return follow(portal, clean)
    },

    async followHints() {
      for (let afterPortalId = 0; ;) {
        const page = await store.portals.listActive({ afterPortalId, limit: 200 })
        for (const portal of page) {
          const hint = hintSchema.safeParse(portal.watermarks[HINT])
          if (hint.success)
            await follow(portal, hint.data.clean)
        }
        const last = page.at(-1)
        if (!last)
          return
        afterPortalId = last.portalId
      }
    },
  }
}
