import type { AppRecord } from '../apps/apps.ts'
import type { Exchange } from '../http/route.ts'
import type { Portal } from '../portal.ts'
import type { Params } from '../rest/method.ts'
import type { OAuthErrorCode } from './oauth-error.ts'
import type { TokenPair } from './tokens.ts'
import { setTimeout as delay } from 'node:timers/promises'
import { mergeParams, parseBracketText } from '../http/bracket-params.ts'
import { oauthErrorBody } from './oauth-error.ts'

/**
 * `/oauth/token/` of the authorization server: exchanges a code or a refresh token for a fresh pair.
 * GET with a query and POST with a form or JSON are taken alike.
 */
export async function answerTokenRequest(exchange: Exchange): Promise<void> {
  const { portal } = exchange
  const delayMs = portal.knobs.get('oauthDelayMs')
  if (delayMs > 0)
    await delay(delayMs)
  const input = mergeParams(parseBracketText(exchange.url.search.slice(1)), await exchange.body())
  const outcome = grant(portal, input)
  if (typeof outcome === 'string')
    exchange.json(oauthErrorBody(outcome), portal.knobs.get('oauthErrorStatus'))
  else
    exchange.json(outcome)
}

function grant(portal: Portal, input: Params): Record<string, unknown> | OAuthErrorCode {
  const kind = text(input.grant_type)
  if (kind !== 'refresh_token' && kind !== 'authorization_code')
    return 'invalid_request'
  if (!text(input.client_id) || !text(kind === 'refresh_token' ? input.refresh_token : input.code))
    return 'invalid_request'
  const app = portal.apps.byClientId(text(input.client_id))
  if (!app || app.clientSecret !== text(input.client_secret) || app.state === 'absent')
    return 'invalid_client'
  if (portal.knobs.get('paymentExpired'))
    return 'PAYMENT_REQUIRED'
  const wanted = text(input.scope).split(/[ ,]+/).filter(Boolean)
  if (wanted.some(scope => !app.scopes.includes(scope)))
    return 'invalid_scope'
  return kind === 'refresh_token' ? refreshed(portal, app, text(input.refresh_token)) : exchanged(portal, app, text(input.code))
}

function refreshed(portal: Portal, app: AppRecord, refreshToken: string): Record<string, unknown> | OAuthErrorCode {
  const owner = portal.tokens.byRefreshToken(refreshToken)
  if (owner && !portal.people.get(owner.userId)?.active)
    return 'invalid_grant'
  const pair = portal.tokens.refresh(refreshToken, app.id)
  if (typeof pair === 'string')
    return 'invalid_grant'
  return { ...describe(portal, app, pair), expires: Math.floor(pair.expiresAt / 1000) }
}

/** The documented answer to a code carries no `expires`. */
function exchanged(portal: Portal, app: AppRecord, code: string): Record<string, unknown> | OAuthErrorCode {
  const owner = portal.tokens.spendCode(code, app.id)
  return owner ? describe(portal, app, portal.tokens.issue(owner)) : 'invalid_grant'
}

function describe(portal: Portal, app: AppRecord, pair: TokenPair): Record<string, unknown> {
  const { origin, oauthOrigin, memberId } = portal.settings
  return {
    access_token: pair.accessToken,
    refresh_token: pair.refreshToken,
    expires_in: Math.max(0, Math.round((pair.expiresAt - portal.clock.now()) / 1000)),
    client_endpoint: `${origin}/rest/`,
    server_endpoint: `${oauthOrigin}/rest/`,
    domain: new URL(oauthOrigin).host,
    member_id: memberId,
    scope: app.scopes.join(','),
    status: app.status ?? 'L',
    user_id: pair.userId,
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
