import type { OutgoingHttpHeaders } from 'node:http'
import type { Exchange, Route } from '../http/route.ts'
import type { RestTrouble } from '../knobs/knob-values.ts'
import type { Credentials } from './authorize.ts'
import type { Params } from './method.ts'
import type { RestReply, RestService } from './rest-service.ts'
import { Buffer } from 'node:buffer'
import { setTimeout as delay } from 'node:timers/promises'
import { mergeParams, parseBracketText } from '../http/bracket-params.ts'
import { RestError } from './rest-error.ts'
import { nextTrouble } from './rest-troubles.ts'
import { systemError } from './system-error.ts'
import { xmlText } from './xml-text.ts'

const replyHeaders: OutgoingHttpHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
}

const preflightHeaders: OutgoingHttpHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'origin, content-type, accept, authorization, x-requested-with, x-request-id',
  'access-control-max-age': '600',
}

/** Credentials and marks of the official clients: no parameters of a method. */
const universalKeys = ['auth', 'access_token', 'sessid', 'bx24_request_id', 'bx24_sdk_ver', 'bx24_sdk_type']

/** `/rest/<method>` and `/rest/<user>/<secret>/<method>`, answered in JSON, or in XML when the address ends with `.xml`. */
export function restRoutes(service: RestService): Route[] {
  const handle = (exchange: Exchange): Promise<void> => answerCall(service, exchange)
  return [
    { method: 'ANY', path: /^\/rest\/(?<userId>\d+)\/(?<secret>[^/]+)\/(?<method>[^/]*)\/?$/, handle },
    { method: 'ANY', path: /^\/rest\/(?<method>[^/]*)\/?$/, handle },
    { method: 'ANY', path: /^\/rest\/.*$/, handle: answerOtherVersion },
  ]
}

/** REST 3.0 and whatever else lies deeper is not part of this portal. */
function answerOtherVersion(exchange: Exchange): void {
  const { status, code, message } = systemError('ERROR_METHOD_NOT_FOUND')
  exchange.json({ error: code, error_description: message }, status, replyHeaders)
}

async function answerCall(service: RestService, exchange: Exchange): Promise<void> {
  if (exchange.method === 'OPTIONS') {
    exchange.send(Buffer.alloc(0), 204, preflightHeaders)
    return
  }
  const [, method = '', ending] = /^(.*?)(?:\.(json|xml))?$/i.exec(exchange.captures.method ?? '') ?? []
  const trouble = nextTrouble(exchange.portal, method)
  if (trouble?.kind === 'silent')
    return
  if (trouble?.delayMs)
    await delay(trouble.delayMs)
  const reply = namePortal(exchange, method, await readAndAnswer(service, exchange, method, trouble))
  if (exchange.response.destroyed)
    return
  const isXml = ending?.toLowerCase() === 'xml'
  const text = isXml ? xmlText(reply.body) : JSON.stringify(reply.body)
  if (trouble?.kind === 'reset')
    exchange.request.socket.destroy()
  else if (trouble?.kind === 'half')
    breakOff(exchange, reply.status, text)
  else
    exchange.send(Buffer.from(text), reply.status, isXml ? { ...replyHeaders, 'content-type': 'text/xml; charset=utf-8' } : replyHeaders)
}

/** Open question 11: app.info of the authorization server may tell which portal the token belongs to. */
function namePortal({ portal, request }: Exchange, method: string, reply: RestReply): RestReply {
  const { knobs, settings } = portal
  const isAsked = method.toLowerCase() === 'app.info' && reply.status === 200 && String(request.socket.localPort) === new URL(settings.oauthOrigin).port
  if (!isAsked || !knobs.get('oauthAppInfoNamesPortal'))
    return reply
  const named = { ...reply.body.result as Params, member_id: settings.memberId, client_endpoint: `${settings.origin}/rest/` }
  return { ...reply, body: { ...reply.body, result: named } }
}

async function readAndAnswer(service: RestService, exchange: Exchange, method: string, trouble: RestTrouble | undefined): Promise<RestReply> {
  let input: Params
  try {
    const query = exchange.url.search.length > 1 ? parseBracketText(exchange.url.search.slice(1)) : {}
    const body = exchange.method === 'GET' || exchange.method === 'HEAD' ? {} : await exchange.body()
    input = mergeParams(query, body)
  }
  catch (error) {
    if (!(error instanceof RestError))
      throw error
    return { status: error.status, body: { error: error.code, error_description: error.message } }
  }
  return service.answer({
    method,
    params: withoutUniversalKeys(input),
    credentials: credentialsOf(exchange, input),
    sourceIp: exchange.request.socket.remoteAddress ?? '',
    isSecure: 'encrypted' in exchange.request.socket,
    trouble,
  })
}

function credentialsOf(exchange: Exchange, input: Params): Credentials {
  const { userId, secret } = exchange.captures
  if (userId !== undefined && secret !== undefined)
    return { kind: 'webhook', userId: Number(userId), secret }
  const shown = input.auth ?? input.access_token
  return { kind: 'token', accessToken: typeof shown === 'string' ? shown : '' }
}

function withoutUniversalKeys(input: Params): Params {
  const params = { ...input }
  for (const key of universalKeys)
    delete params[key]
  return params
}

function breakOff(exchange: Exchange, status: number, text: string): void {
  const bytes = Buffer.from(text)
  exchange.response.writeHead(status, { ...replyHeaders, 'content-length': bytes.length })
  exchange.response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => exchange.request.socket.destroy())
}
