import type { Route } from '../http/route.ts'
import { sessionUser } from '../host/session.ts'
import { answerAuthorizeRequest } from './authorize-endpoint.ts'
import { answerTokenRequest } from './token-endpoint.ts'

/** Addresses of the authorization server. */
export const oauthRoutes: Route[] = [
  { method: 'GET', path: /^\/oauth\/token\/?$/, handle: answerTokenRequest },
  { method: 'POST', path: /^\/oauth\/token\/?$/, handle: answerTokenRequest },
  { method: 'GET', path: /^\/oauth\/authorize\/?$/, handle: exchange => answerAuthorizeRequest(exchange, sessionUser) },
]
