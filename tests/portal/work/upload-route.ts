import type { Exchange, Route } from '../http/route.ts'
import type { Portal } from '../portal.ts'
import { Buffer } from 'node:buffer'
import { RestError } from '../rest/rest-error.ts'
import { systemError } from '../rest/system-error.ts'
import { listOf, textOf } from './input.ts'
import { personOf } from './person-of.ts'
import { readSignedToken, signedToken } from './signed-token.ts'

const lifetimeMs = 3_600_000
/** Name of the multipart field that holds the record. */
export const uploadField = 'file'

interface Claim {
  callId: string
  name: string
  userId: number
  /** ms */
  expiresAt: number
  /** False for a webhook, which has no token. */
  needsAuth: boolean
}

/** Address that takes the record of a finished call in a request of its own, for an hour. */
export function uploadUrl(portal: Portal, claim: Omit<Claim, 'expiresAt' | 'needsAuth'>, accessToken: string | null): string {
  const url = new URL('/rest/upload.json', portal.settings.origin)
  if (accessToken !== null)
    url.searchParams.set('auth', accessToken)
  url.searchParams.set('token', signedToken(portal, 'telephony', { ...claim, expiresAt: portal.clock.now() + lifetimeMs, needsAuth: accessToken !== null }))
  return url.href
}

/** Hangs the uploaded record on its call. @throws RestError NO_AUTH_FOUND, expired_token, ERROR_CORE */
async function upload(exchange: Exchange): Promise<void> {
  const { portal, url } = exchange
  // Our own signature stands for the shape.
  const claim = readSignedToken(portal, 'telephony', url.searchParams.get('token') ?? '') as Claim | undefined
  if (!claim || (claim.needsAuth && personOf(exchange) !== claim.userId))
    throw systemError('NO_AUTH_FOUND')
  if (claim.expiresAt <= portal.clock.now())
    throw systemError('expired_token')
  const call = portal.work.calls.byCallId(claim.callId)
  const [, content] = listOf((await exchange.body())[uploadField])
  const bytes = Buffer.from(textOf(content), 'base64')
  if (!call || bytes.length === 0)
    throw new RestError(400, 'ERROR_CORE', 'File content is empty.')
  const file = portal.work.files.add({ name: claim.name, content: { kind: 'bytes', bytes }, createdBy: claim.userId })
  portal.work.calls.attachRecord(call, file.id)
  exchange.json({ result: { FILE_ID: file.id } })
}

/** The `uploadUrl` of `telephony.externalCall.attachRecord`. */
export const uploadRoute: Route = { method: 'POST', path: '/rest/upload.json', handle: upload }
