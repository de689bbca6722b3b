import type { OAuthGrant } from '../contracts/rest/oauth.schema.ts'
import { oauthGrantSchema, oauthRefusalSchema } from '../contracts/rest/oauth.schema.ts'
import { PortalCallError, PortalUnreachableError, UnexpectedAnswerError } from './portal-errors.ts'

/** The OAuth server said no. `oauthCode` is its own code, e.g. `invalid_grant`. */
export class OAuthRefusedError extends PortalCallError {
  readonly oauthCode: string

  constructor(oauthCode: string, status: number) {
    super('oauth_refused', `The authorization server refused (${oauthCode}).`, { method: 'oauth/token', status })
    this.oauthCode = oauthCode
  }
}

/** Exchanges refresh tokens at the servers the operator allows, and nowhere else. */
export interface OAuthClient {
  /**
   * New tokens for an old one. A success proves that the token was issued to our application, and names the portal.
   * `serverEndpoint` is only a wish: a server outside the allow-list is not asked, the first allowed one is.
   * @throws OAuthRefusedError when the token is dead or not ours
   * @throws PortalUnreachableError when nobody answers, or answers half
   */
  refresh: (refreshToken: string, serverEndpoint: string | null) => Promise<OAuthGrant & { expiresAt: number }>
}

/** What the exchange needs. */
export interface OAuthClientOptions {
  clientId: string
  clientSecret: string
  /** Allowed origins; never empty. */
  origins: readonly string[]
  now: () => number
}

const METHOD = 'oauth/token'
const TIMEOUT_MS = 15_000

/** Codes that say nothing about the token, only about the moment. */
const PASSING_CODES = ['temporarily_unavailable', 'server_error']

/** A client of the allowed OAuth servers. */
export function createOAuthClient(options: OAuthClientOptions): OAuthClient {
  async function post(origin: string, refreshToken: string): Promise<{ status: number, body: unknown }> {
    try {
      const response = await fetch(`${origin}/oauth/token/`, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ grant_type: 'refresh_token', client_id: options.clientId, client_secret: options.clientSecret, refresh_token: refreshToken }),
      })
      return { status: response.status, body: await response.json().catch(() => null) as unknown }
    }
    catch (cause) {
      throw new PortalUnreachableError('the authorization server did not answer', { method: METHOD, cause })
    }
  }

  return {
    async refresh(refreshToken, serverEndpoint) {
      const { status, body } = await post(chooseOrigin(options.origins, serverEndpoint), refreshToken)
      const refused = oauthRefusalSchema.safeParse(body)
      if (refused.success && !PASSING_CODES.includes(refused.data.error))
        throw new OAuthRefusedError(refused.data.error, status)
      if (status !== 200 || refused.success)
        throw new PortalUnreachableError(`the authorization server answered ${status}`, { method: METHOD, status: null })
      const grant = oauthGrantSchema.safeParse(body)
      if (!grant.success)
        throw new UnexpectedAnswerError(grant.error.issues[0]?.path.join('.') ?? 'unknown', { method: METHOD, status })
      const { expiresAtSec, expiresInSec } = grant.data
      return { ...grant.data, expiresAt: expiresAtSec === null ? options.now() + expiresInSec * 1000 : expiresAtSec * 1000 }
    },
  }
}

function chooseOrigin(origins: readonly string[], serverEndpoint: string | null): string {
  const wished = serverEndpoint !== null && URL.canParse(serverEndpoint) ? new URL(serverEndpoint).origin : null
  const origin = origins.find(allowed => allowed === wished) ?? origins[0]
  if (origin === undefined)
    throw new RangeError('No OAuth server is allowed: set B24_OAUTH_URLS.')
  return origin
}
