import type { OAuthClient } from '../bitrix/oauth-client.ts'
import type { PortalClients } from '../bitrix/portal-client.ts'
import type { PlacementPost } from '../contracts/posts/placement-post.schema.ts'
import type { AppInfo } from '../contracts/rest/app.schema.ts'
import type { OAuthGrant } from '../contracts/rest/oauth.schema.ts'
import type { Profile } from '../contracts/rest/people.schema.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { TokenVault } from './token-vault.ts'
import { readTokenOwner } from '../bitrix/app.ts'
import { OAuthRefusedError } from '../bitrix/oauth-client.ts'
import { HttpError } from '../http/http-error.ts'
import { hashApplicationToken } from '../store/application-token-hash.ts'
import { writeAudit } from './audit-log.ts'
import { reopenSteps } from './install-progress.ts'
import { sealTokens } from './sealed-tokens.ts'

/** What receiving an installation takes. */
export interface InstallationOptions {
  store: Pick<StoreScope, 'portals' | 'tokens' | 'people' | 'audit' | 'dirty' | 'transaction'>
  vault: TokenVault
  oauth: OAuthClient
  clients: PortalClients
  /** Refuses addresses of private networks. @throws PrivateAddressError */
  checkAddress: (address: string) => void
  now: () => number
}

/** Tokens somebody brought, and where he says they come from. Everything but the refresh token is a claim. */
export type BroughtTokens = Pick<PlacementPost, 'memberId' | 'refreshToken' | 'serverEndpoint' | 'applicationToken' | 'language'>

/** Moves portals in. */
export interface Installation {
  /**
   * Takes the tokens of an administrator who opened the installer, or sent with ONAPPINSTALL: exchanges them at an allowed
   * OAuth server, which proves that they are ours and names the portal, and makes them the portal's service tokens.
   * Twice is the same as once.
   * @throws HttpError 400 without tokens; 403 when they are not ours, or their owner is no administrator
   */
  receive: (brought: BroughtTokens) => Promise<Portal>
}

/** The door every portal comes in by. */
export function createInstallation(options: InstallationOptions): Installation {
  const { store, oauth, clients, vault, now } = options

  async function exchange(brought: BroughtTokens): Promise<OAuthGrant & { expiresAt: number }> {
    if (brought.refreshToken === null || brought.memberId === null)
      throw new HttpError(400, 'opened_outside', 'Open the installer inside Bitrix24, from the list of applications.')
    try {
      const grant = await oauth.refresh(brought.refreshToken, brought.serverEndpoint)
      if (grant.memberId !== brought.memberId)
        throw new HttpError(403, 'portal_mismatch', 'These tokens belong to another Bitrix24. Open the installer again.')
      options.checkAddress(grant.clientEndpoint)
      return grant
    }
    catch (error) {
      if (!(error instanceof OAuthRefusedError))
        throw error
      throw new HttpError(403, 'tokens_refused', 'Bitrix24 does not accept these tokens. Close the installer and open it again.', { cause: error })
    }
  }

  /** The record of the portal with the address the OAuth server named; still without new tokens. */
  async function openRecord(grant: OAuthGrant): Promise<Portal> {
    const address = { origin: new URL(grant.clientEndpoint).origin, clientEndpoint: grant.clientEndpoint, serverEndpoint: grant.serverEndpoint }
    const portal = await store.portals.create({ memberId: grant.memberId, ...address }, now())
    if (portal.clientEndpoint === address.clientEndpoint && portal.serverEndpoint === address.serverEndpoint)
      return portal
    return await store.portals.update(portal.portalId, address, now()) ?? portal
  }

  async function settle(before: Portal, found: { grant: OAuthGrant & { expiresAt: number }, app: AppInfo, profile: Profile, brought: BroughtTokens }): Promise<void> {
    const { grant, app, profile, brought } = found
    const tokenHash = brought.applicationToken === null ? before.applicationTokenHash : hashApplicationToken(brought.applicationToken)
    const version = Number(app.version ?? 0) || 0
    const isMovingIn = before.status === 'locked' || before.status === 'removed' || before.applicationTokenHash !== tokenHash
    const isUpdated = before.appVersion !== version
    const person = await administrator(before.portalId, profile)
    await store.transaction(async (within) => {
      await within.portals.update(before.portalId, {
        applicationTokenHash: tokenHash,
        status: app.isInstalled ? 'active' : 'installing',
        installerUserId: profile.userId,
        appLocalId: app.localId,
        language: app.language ?? brought.language ?? before.language,
        // Proposed until the wizard has asked; a zone once confirmed stays.
        timeZone: before.installedAt === null ? profile.timeZone ?? before.timeZone : before.timeZone,
        scopes: grant.scopes,
        license: app.license,
        appVersion: version,
        installedAt: app.isInstalled ? before.installedAt ?? now() : before.installedAt,
        lockedAt: null,
        deleteAt: null,
        clean: false,
      }, now())
      await within.tokens.save(before.portalId, sealTokens(vault, before.portalId, { ...grant, userId: profile.userId }), now())
      await within.people.upsertMany(before.portalId, [person])
      await within.dirty.resume(before.portalId, 'access_revoked')
      if (isMovingIn || isUpdated)
        await reopenSteps(within.portals, before, now())
      await writeAudit(within.audit, before.portalId, now(), {
        action: isMovingIn ? 'portal.moved_in' : isUpdated ? 'portal.updated' : 'portal.tokens_renewed',
        actorId: profile.userId,
        detail: { version, license: app.license },
      })
    })
  }

  async function administrator(portalId: number, profile: Profile) {
    const before = await store.people.get(portalId, profile.userId)
    return {
      userId: profile.userId,
      name: profile.name,
      position: before?.position ?? null,
      active: true,
      isAdmin: true,
      departmentIds: before?.departmentIds ?? [],
      timeZone: profile.timeZone ?? before?.timeZone ?? null,
      seenAt: now(),
    }
  }

  return {
    async receive(brought) {
      const grant = await exchange(brought)
      const before = await openRecord(grant)
      const { app, profile } = await readTokenOwner(clients.forPortal(before.portalId), { lane: 'people', userToken: grant.accessToken })
      if (!profile.isAdmin) {
        await writeAudit(store.audit, before.portalId, now(), { action: 'install.refused', actorId: profile.userId, detail: { reason: 'no administrator' } })
        throw new HttpError(403, 'admin_needed', 'Only an administrator of this Bitrix24 can install the application. Ask one to open this page.')
      }
      await settle(before, { grant, app, profile, brought })
      return await store.portals.get(before.portalId) ?? before
    },
  }
}
