import type { PortalClients } from '../bitrix/portal-client.ts'
import type { PortalRepository } from '../store/portals.ts'
import { readTokenOwner } from '../bitrix/app.ts'
import { AccessRevokedError, PortalRefusedError, UserTokenRefusedError } from '../bitrix/portal-errors.ts'

/** Says who stands behind an access token that came with an event; null when it proves nobody of this portal to us. */
export type ProvePerson = (portalId: number, accessToken: string) => Promise<number | null>

/** Asks the stored address of the portal; another application's token proves nobody. @throws PortalCallError when the portal does not answer */
export function createProvePerson({ portals, clients }: { portals: Pick<PortalRepository, 'get'>, clients: PortalClients }): ProvePerson {
  return async (portalId, accessToken) => {
    try {
      const [portal, owner] = await Promise.all([portals.get(portalId), readTokenOwner(clients.forPortal(portalId), { lane: 'people', userToken: accessToken })])
      return portal !== null && portal.appLocalId === owner.app.localId ? owner.profile.userId : null
    }
    catch (error) {
      if (error instanceof UserTokenRefusedError || error instanceof PortalRefusedError || error instanceof AccessRevokedError)
        return null
      throw error
    }
  }
}
