import type { AppRecord } from '../apps/apps.ts'
import type { TokenPair } from '../oauth/tokens.ts'
import type { Portal } from '../portal.ts'
import { clientEndpoint, portalDomain, serverEndpoint } from '../apps/endpoints.ts'
import { eventScopes } from './event-catalogue.ts'

const minimumLifeMs = 60_000

/** Token pairs made for events, one per person and application: a busy portal does not mint one per event. */
export type EventTokens = (portal: Portal, appId: number, userId: number) => TokenPair

/** Remembers pairs while they are good for at least half of their life. */
export function createEventTokens(): EventTokens {
  const kept = new Map<string, TokenPair>()
  return (portal, appId, userId) => {
    const key = `${appId}/${userId}`
    const pair = kept.get(key)
    const half = Math.max(minimumLifeMs, portal.knobs.get('accessTokenLifetimeSec') * 500)
    const info = pair && portal.tokens.byAccessToken(pair.accessToken)
    if (pair && info && !info.isExpired && !info.isRevoked && info.expiresAt - portal.clock.now() >= half)
      return pair
    const fresh = portal.tokens.issue({ appId, userId })
    kept.set(key, fresh)
    return fresh
  }
}

/** Facts of an application that its messages need even after it was removed. */
export type AuthSource = Pick<AppRecord, 'id' | 'applicationToken' | 'scopes' | 'status'>

/** The `auth` block of one message; `pair` null = no user behind it. */
export function eventAuth(portal: Portal, app: AuthSource, event: string, pair: TokenPair | null, withRefreshToken: boolean): Record<string, unknown> {
  const endpoints = {
    domain: portalDomain(portal),
    server_endpoint: serverEndpoint(portal),
    client_endpoint: clientEndpoint(portal),
    member_id: portal.settings.memberId,
  }
  const closing = { application_token: app.applicationToken }
  if (event === 'ONAPPUNINSTALL')
    return { ...endpoints, ...closing }
  const tokens = pair
    ? {
        access_token: pair.accessToken,
        expires_in: Math.max(0, Math.round((pair.expiresAt - portal.clock.now()) / 1000)),
        ...(withRefreshToken ? { refresh_token: pair.refreshToken } : {}),
      }
    : {}
  return { ...tokens, scope: scopeText(portal, app, event), status: app.status ?? 'L', ...endpoints, ...closing }
}

/** Application events name all granted scopes, others the scope of the event. */
function scopeText(portal: Portal, app: AuthSource, event: string): string {
  const own = eventScopes(event) ?? []
  const scopes = own.length === 0 || own.includes('basic') ? app.scopes : own.filter(scope => app.scopes.includes(scope))
  return scopes.join(portal.knobs.get('eventScopeSeparator'))
}
