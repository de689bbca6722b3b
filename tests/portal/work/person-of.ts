import type { Exchange } from '../http/route.ts'
import { systemError } from '../rest/system-error.ts'

/** Owner of the access token in the address. @throws RestError NO_AUTH_FOUND, expired_token */
export function personOf({ portal, url }: Exchange): number {
  const token = portal.tokens.byAccessToken(url.searchParams.get('auth') ?? '')
  if (!token || token.isRevoked || !portal.people.get(token.userId)?.active)
    throw systemError('NO_AUTH_FOUND')
  if (token.isExpired)
    throw systemError('expired_token')
  return token.userId
}
