import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Portal } from '../portal.ts'
import type { Route } from './route.ts'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { RestError } from '../rest/rest-error.ts'
import { createExchange } from './exchange.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { createRouter } from './router.ts'

/** How the server of one portal is built. */
export interface ServerOptions {
  portal: Portal
  routes: Route[]
  tls?: { cert: string, key: string }
}

/** A server over the routes; it does not listen yet. Every fault of a route becomes an answer, never a crash. */
export function createPortalServer({ portal, routes, tls }: ServerOptions): Server {
  const find = createRouter(routes)
  const listener: RequestListener = (request, response) => {
    const url = urlOf(request, portal.settings.origin)
    const moved = url && movedTo(portal, request, url)
    if (moved) {
      response.writeHead(302, { location: moved })
      response.end()
      return
    }
    const match = url && find(request.method ?? 'GET', url.pathname)
    if (!url || !match || match === 'other method') {
      refuse(response, url ? (match === 'other method' ? 405 : 404) : 400)
      return
    }
    const exchange = createExchange({ portal, request, response, url, captures: match.captures })
    Promise.resolve().then(() => match.route.handle(exchange)).catch((error: unknown) => fail(response, error))
  }
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener)
  refuseUnreadable(server)
  return server
}

/** A renamed portal sends everybody who knocks at the old address to the new one; the authorization server has not moved. */
function movedTo({ knobs, settings }: Portal, request: IncomingMessage, url: URL): string | undefined {
  const renamed = knobs.get('renamedOrigin')
  if (renamed === '' || request.headers.host === new URL(renamed).host)
    return undefined
  const isOAuth = request.headers.host === new URL(settings.oauthOrigin).host && /^\/(?:oauth\/|rest\/app\.info)/.test(url.pathname)
  return isOAuth || url.pathname.startsWith('/_') ? undefined : renamed + url.pathname + url.search
}

function urlOf(request: IncomingMessage, origin: string): URL | undefined {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  const path = (mark < 0 ? target : target.slice(0, mark)).replace(/\/{2,}/g, '/')
  const query = mark < 0 ? '' : target.slice(mark)
  return URL.canParse(path + query, origin) ? new URL(path + query, origin) : undefined
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end({ 400: 'Bad request', 404: 'Not found', 405: 'Method not allowed' }[status])
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const known = error instanceof RestError
  if (!known)
    console.error(error)
  response.writeHead(known ? error.status : 500, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(known
    ? { error: error.code, error_description: error.message }
    : { error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal server error' }))
}
