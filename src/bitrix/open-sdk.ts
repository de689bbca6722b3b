import type { RestrictionParams } from '@bitrix24/b24jssdk'
import type { GuardedAgents } from './guarded-agents.ts'
import type { PortalAccess } from './token-source.ts'
import { ApiVersion, B24OAuth, EnumAppStatus } from '@bitrix24/b24jssdk'

/** Unix seconds, year 2100: `tokens.read` refreshes what has run out, the portal's 401 decides about the rest. */
const FAR_AWAY_SEC = 4_102_444_800

/** Largest answer read, in bytes: 50 rows of 50 items stay far below. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024

/**
 * Limits and retries are ours (`budget-gate.ts`, `create-portal-clients.ts`): they are shared between processes and know
 * which calls may be repeated. The SDK's own would wait a second time.
 */
const NO_OWN_LIMITS: RestrictionParams = {
  rateLimit: { burstLimit: 1_000_000, drainRate: 1_000_000, adaptiveEnabled: false },
  operatingLimit: { windowMs: 600_000, limitMs: Number.MAX_SAFE_INTEGER, heavyPercent: 100 },
  adaptiveConfig: { enabled: false, thresholdPercent: 100, coefficient: 0, maxDelay: 0 },
  maxRetries: 1,
  retryDelay: 0,
  retryOnNetworkError: false,
}

/** What the SDK needs to speak as our application. */
export interface OpenSdkOptions {
  access: Pick<PortalAccess, 'memberId' | 'accessToken' | 'clientEndpoint' | 'serverEndpoint'> & Partial<Pick<PortalAccess, 'userId'>>
  agents: GuardedAgents
  /** Longest wait for one answer, ms. */
  timeoutMs: number
  /** Called when the portal says the access token has expired. @throws PortalCallError when there is no other one */
  refresh: () => Promise<PortalAccess>
}

/**
 * The official SDK, bound to one access token and to the stored address of a portal. It follows no redirect, uses no proxy
 * of the environment, resolves names through the guarded agents, and knows neither our client secret nor a refresh token.
 */
export function openSdk({ access, agents, timeoutMs, refresh }: OpenSdkOptions): B24OAuth {
  const endpoint = access.clientEndpoint.replace(/\/+$/, '/')
  const sdk = new B24OAuth({
    applicationToken: '',
    userId: access.userId ?? 0,
    memberId: access.memberId,
    accessToken: access.accessToken,
    refreshToken: '',
    expires: FAR_AWAY_SEC,
    expiresIn: 3600,
    scope: '',
    domain: new URL(endpoint).host,
    clientEndpoint: endpoint,
    serverEndpoint: access.serverEndpoint,
    status: EnumAppStatus.Local,
  }, { clientId: '', clientSecret: '' }, { restrictionParams: NO_OWN_LIMITS })
  sdk.offClientSideWarning()
  sdk.setCustomRefreshAuth(async () => refreshedPayload(await refresh()))
  Object.assign(sdk.getHttpClient(ApiVersion.v2).ajaxClient.defaults, {
    maxRedirects: 0,
    proxy: false,
    httpAgent: agents.http,
    httpsAgent: agents.https,
    timeout: timeoutMs,
    maxContentLength: MAX_ANSWER_BYTES,
  })
  return sdk
}

function refreshedPayload(access: PortalAccess) {
  return {
    access_token: access.accessToken,
    refresh_token: '',
    expires: String(FAR_AWAY_SEC),
    expires_in: '3600',
    client_endpoint: access.clientEndpoint,
    server_endpoint: access.serverEndpoint,
    member_id: access.memberId,
    scope: '',
    status: EnumAppStatus.Local,
    domain: new URL(access.clientEndpoint).host,
  }
}
