import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Session, SessionReader } from './session.ts'
import { HttpError } from './http-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who looks; null outside the guarded part of the server. Read it with `sessionOf`. */
    session: Session | null
  }
}

/** How often people may ask, per minute. */
export interface SessionLimits {
  /** One person. */
  perUser: number
  /** All people of one portal together. */
  perPortal: number
}

/** Lets nobody into the routes of this scope without a living session, and nobody more often than agreed. */
export function guardSessions(app: FastifyInstance, sessions: SessionReader, limits: SessionLimits): void {
  const perUser = app.createRateLimit({ max: limits.perUser, timeWindow: 60_000, keyGenerator: request => `user ${sessionOf(request).portalId}:${sessionOf(request).userId}` })
  const perPortal = app.createRateLimit({ max: limits.perPortal, timeWindow: 60_000, keyGenerator: request => `portal ${sessionOf(request).portalId}` })
  app.addHook('preHandler', async (request: FastifyRequest) => {
    const token = bearerToken(request)
    request.session = token === null ? null : await sessions.read(token)
    if (request.session === null)
      throw new HttpError(401, 'session_over', 'Your session is over. Reload the page inside Bitrix24.')
    for (const limit of [perUser, perPortal])
      refuseExceeded(await limit(request))
  })
}

/** @throws HttpError 429 when a limit is used up */
export function refuseExceeded(answer: { isAllowed: true } | { isAllowed: false, isExceeded: boolean }): void {
  if (!answer.isAllowed && answer.isExceeded)
    throw new HttpError(429, 'too_many_requests', 'Too many requests. Wait a moment.')
}

/**
 * The person behind a guarded request.
 * @throws HttpError 401 when the route is not guarded
 */
export function sessionOf(request: FastifyRequest): Session {
  if (request.session === null)
    throw new HttpError(401, 'session_over', 'Your session is over. Reload the page inside Bitrix24.')
  return request.session
}

/** The token of `Authorization: Bearer ...`; null when there is none. */
export function bearerToken(request: FastifyRequest): string | null {
  return /^Bearer (?<token>[\w.~+/=-]{10,4096})$/.exec(request.headers.authorization ?? '')?.groups?.token ?? null
}
