import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Portal } from '../portal.ts'
import type { Exchange } from './route.ts'
import { Buffer } from 'node:buffer'
import { parseBody, readBody } from './read-body.ts'

/** The one value a route works with; `captures` come from the route's expression. */
export function createExchange(parts: {
  portal: Portal
  request: IncomingMessage
  response: ServerResponse
  url: URL
  captures: Record<string, string>
}): Exchange {
  const { portal, request, response, url, captures } = parts
  let bytes: Promise<Buffer> | undefined
  const rawBody = (): Promise<Buffer> => (bytes ??= readBody(request))
  const send = (content: Buffer | string, status: number, headers: OutgoingHttpHeaders): void => {
    response.writeHead(status, { 'content-length': typeof content === 'string' ? Buffer.byteLength(content) : content.length, ...headers })
    response.end(request.method === 'HEAD' ? undefined : content)
  }
  return {
    portal,
    request,
    response,
    method: request.method ?? 'GET',
    url,
    headers: request.headers,
    cookies: parseCookies(request.headers.cookie),
    captures,
    rawBody,
    body: async () => parseBody(await rawBody(), request.headers['content-type']),
    json: (value, status = 200, headers = {}) => send(JSON.stringify(value), status, { 'content-type': 'application/json; charset=utf-8', ...headers }),
    html: (markup, status = 200, headers = {}) => send(markup, status, { 'content-type': 'text/html; charset=utf-8', ...headers }),
    text: (words, status = 200, headers = {}) => send(words, status, { 'content-type': 'text/plain; charset=utf-8', ...headers }),
    redirect: (location, status = 302, headers = {}) => send('', status, { location, ...headers }),
    send,
  }
}

function parseCookies(header: string | undefined): Record<string, string> {
  if (!header)
    return {}
  return Object.fromEntries(header.split(';').map((pair) => {
    const equals = pair.indexOf('=')
    return [pair.slice(0, equals).trim(), safeDecode(pair.slice(equals + 1).trim())]
  }))
}

/** Percent-decoded, or as it is when the escapes are broken. */
export function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  }
  catch {
    return text
  }
}
