import type { StoreScope } from '../store/store.ts'
import type { HealthActor } from './health-rights.ts'
import { HttpError } from '../http/http-error.ts'
import { writeAudit } from './audit-log.ts'
import { requireHealthGrant } from './health-rights.ts'

/** Audit rows that outlive a portal belong to none. */
const HOUSE_PORTAL_ID = 0

const WORDS = {
  ru: { differs: 'Это не адрес этого портала. Наберите адрес, который стоит вверху страницы.' },
  en: { differs: 'This is not the address of this portal. Type the address at the top of the page.' },
}

/** What removing stands on. */
export interface RemovalDeps {
  readonly store: Pick<StoreScope, 'portals' | 'audit' | 'transaction'>
  readonly now: () => number
}

/**
 * Deletes every row about a portal at once, tokens and people first. Its CRM keeps the native fields: they belong to the customer.
 * That it happened, and who asked, stays twelve months without the portal's number.
 * @throws HttpError 403 `no_right`; 404 `portal_unknown`; 400 `domain_differs`
 */
export async function removePortalData({ store, now }: RemovalDeps, portalId: number, actor: HealthActor, domain: string): Promise<void> {
  requireHealthGrant(actor, 'remove_data')
  const portal = await store.portals.get(portalId)
  if (portal === null)
    throw new HttpError(404, 'portal_unknown', 'This portal is not known here. Install the application again.')
  if (new URL(portal.origin).host !== domain)
    throw new HttpError(400, 'domain_differs', WORDS[actor.language].differs)
  const at = now()
  await store.transaction(async (within) => {
    // Locked first: should the process end before the last row is gone, the nightly job goes on.
    await within.portals.update(portalId, { status: 'locked', lockedAt: at, clean: true, deleteAt: at }, at)
    await within.portals.bumpSessionEpoch(portalId)
    await within.portals.purgePeople(portalId)
    await writeAudit(within.audit, HOUSE_PORTAL_ID, at, { action: 'portal.data_removed', actorId: actor.userId, subject: portal.memberId })
  })
  await store.portals.purge(portalId)
}
