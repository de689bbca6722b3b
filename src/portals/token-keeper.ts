import type { OAuthClient } from '../bitrix/oauth-client.ts'
import type { PortalAccess, TokenSource } from '../bitrix/token-source.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { PortalToken } from '../store/tokens.ts'
import type { TokenVault } from './token-vault.ts'
import { OAuthRefusedError } from '../bitrix/oauth-client.ts'
import { AccessRevokedError } from '../bitrix/portal-errors.ts'
import { openTokens, sealTokens } from './sealed-tokens.ts'

/** What keeping tokens takes. */
export interface TokenKeeperOptions {
  store: Pick<StoreScope, 'portals' | 'tokens' | 'audit'>
  vault: TokenVault
  oauth: OAuthClient
  now: () => number
  sleep: (ms: number) => Promise<void>
}

/** A token that runs out within this time counts as run out: the call would arrive too late. */
const MARGIN_MS = 10_000

/** How long a refused refresh waits for another process that may have been faster, and how often it looks. */
const RIVAL_WAIT_MS = 500
const RIVAL_LOOKS = 4

/** Tokens of all portals: read from the store, refreshed by one promise per portal, replaced only if nobody else did. */
export function createTokenKeeper(options: TokenKeeperOptions): TokenSource {
  const { store, vault, oauth, now } = options
  const refreshing = new Map<number, Promise<PortalAccess>>()

  async function read(portalId: number): Promise<PortalAccess> {
    const { portal, token } = await living(portalId)
    if (token.expiresAt - MARGIN_MS > now())
      return access(portal, token)
    return refresh(portalId, token.generation)
  }

  function refresh(portalId: number, staleGeneration: number): Promise<PortalAccess> {
    const running = refreshing.get(portalId)
    if (running)
      return running
    const promise = exchange(portalId, staleGeneration).finally(() => refreshing.delete(portalId))
    refreshing.set(portalId, promise)
    return promise
  }

  async function exchange(portalId: number, staleGeneration: number): Promise<PortalAccess> {
    const { portal, token } = await living(portalId)
    if (token.generation > staleGeneration)
      return access(portal, token)
    const { refreshToken } = openTokens(vault, portalId, token)
    try {
      const grant = await oauth.refresh(refreshToken, portal.serverEndpoint)
      if (grant.memberId !== portal.memberId)
        throw new AccessRevokedError('the tokens belong to another portal', { method: 'oauth/token' })
      const isSaved = await store.tokens.replace(portalId, token.generation, sealTokens(vault, portalId, { ...grant, userId: grant.userId ?? token.userId }), now())
      if (isSaved && (grant.clientEndpoint !== portal.clientEndpoint || grant.serverEndpoint !== portal.serverEndpoint))
        await adoptAddress(portal, grant)
      const current = await living(portalId)
      return access(current.portal, current.token)
    }
    catch (error) {
      if (!(error instanceof OAuthRefusedError))
        throw error
      return await afterRefusal(portalId, token, error)
    }
  }

  /** A refusal may only mean that another process used the token first: it is about to store the new one. */
  async function afterRefusal(portalId: number, used: PortalToken, refusal: OAuthRefusedError): Promise<PortalAccess> {
    for (let look = 0; look < RIVAL_LOOKS; look += 1) {
      const { portal, token } = await living(portalId)
      if (token.generation > used.generation)
        return access(portal, token)
      await options.sleep(RIVAL_WAIT_MS)
    }
    if (refusal.oauthCode.toLowerCase() !== 'payment_required' && await store.tokens.markDead(portalId, used.generation, now()))
      await store.audit.write(portalId, { at: now(), actorId: null, action: 'tokens.dead', subject: null, detail: { reason: refusal.oauthCode }, ipHash: null })
    throw new AccessRevokedError(refusal.oauthCode, { method: 'oauth/token', status: refusal.status })
  }

  async function adoptAddress(portal: Portal, grant: { clientEndpoint: string, serverEndpoint: string }): Promise<void> {
    const origin = new URL(grant.clientEndpoint).origin
    await store.portals.update(portal.portalId, { clientEndpoint: grant.clientEndpoint, serverEndpoint: grant.serverEndpoint, origin }, now())
    await store.audit.write(portal.portalId, { at: now(), actorId: null, action: 'portal.renamed', subject: null, detail: { from: portal.origin, to: origin }, ipHash: null })
  }

  async function living(portalId: number): Promise<{ portal: Portal, token: PortalToken }> {
    const [portal, token] = await Promise.all([store.portals.get(portalId), store.tokens.read(portalId)])
    const reason = portal === null
      ? 'the portal is unknown'
      : portal.status === 'locked' || portal.status === 'removed'
        ? 'the application was removed there'
        : token === null || token.state === 'dead' ? 'no living tokens are stored' : null
    if (portal === null || token === null || reason !== null)
      throw new AccessRevokedError(reason ?? 'no living tokens are stored', { method: 'oauth/token' })
    return { portal, token }
  }

  function access(portal: Portal, token: PortalToken): PortalAccess {
    const { accessToken } = openTokens(vault, portal.portalId, token)
    return {
      memberId: portal.memberId,
      userId: token.userId,
      accessToken,
      expiresAt: token.expiresAt,
      clientEndpoint: portal.clientEndpoint,
      serverEndpoint: portal.serverEndpoint,
      generation: token.generation,
    }
  }

  return {
    read,
    refresh,
    async endpoint(portalId) {
      const portal = await store.portals.get(portalId)
      if (portal === null)
        throw new AccessRevokedError('the portal is unknown', { method: 'profile' })
      return { memberId: portal.memberId, clientEndpoint: portal.clientEndpoint, serverEndpoint: portal.serverEndpoint }
    },
  }
}
