import type { Portal } from '../portal.ts'
import type { Caller } from './method.ts'
import { Buffer } from 'node:buffer'
import { timingSafeEqual } from 'node:crypto'
import { systemError } from './system-error.ts'

/** Credentials of a call: a webhook's in the address, or an access token in the input. */
export type Credentials = { kind: 'webhook', userId: number, secret: string } | { kind: 'token', accessToken: string }

/** The inbound webhook of the administrator. */
export interface InboundWebhook {
  userId: number
  secret: string
  scopes: ReadonlySet<string>
}

/**
 * Who calls.
 * @throws RestError NO_AUTH_FOUND, expired_token, user_access_error
 */
export function authorize(portal: Portal, webhook: InboundWebhook, credentials: Credentials): Caller {
  return credentials.kind === 'webhook' ? webhookCaller(portal, webhook, credentials) : tokenCaller(portal, credentials.accessToken)
}

function webhookCaller(portal: Portal, webhook: InboundWebhook, shown: { userId: number, secret: string }): Caller {
  const isRight = shown.userId === webhook.userId && sameText(shown.secret, webhook.secret)
  if (!isRight || !portal.people.get(shown.userId)?.active)
    throw systemError('NO_AUTH_FOUND')
  return { userId: webhook.userId, appId: null, accessToken: null, scopes: webhook.scopes }
}

function tokenCaller(portal: Portal, accessToken: string): Caller {
  const token = portal.tokens.byAccessToken(accessToken)
  const app = token && portal.apps.get(token.appId)
  const person = token && portal.people.get(token.userId)
  if (!token || !app || !person?.active || token.isRevoked || app.state === 'absent')
    throw systemError('NO_AUTH_FOUND')
  if (token.isExpired)
    throw systemError('expired_token')
  const isShutOut = portal.knobs.get('usersWithoutAppAccess').includes(person.id)
  if (isShutOut || (app.allowedUserIds !== undefined && !app.allowedUserIds.includes(person.id)))
    throw systemError('user_access_error')
  return { userId: person.id, appId: app.id, accessToken, scopes: new Set(app.scopes) }
}

function sameText(shown: string, kept: string): boolean {
  const a = Buffer.from(shown)
  const b = Buffer.from(kept)
  return a.length === b.length && timingSafeEqual(a, b)
}
