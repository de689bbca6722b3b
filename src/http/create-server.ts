import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { ErrorTranslator } from './error-answer.ts'
import type { Metrics } from './metrics.ts'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import { errorAnswer } from './error-answer.ts'
import { HttpError } from './http-error.ts'
import { ANSWER_POLICY } from './page-security.ts'
import { readForm } from './read-form.ts'

/** How to build the kernel. */
export interface ServerOptions {
  logger: Logger
  metrics: Metrics
  /** True when the public address is https: browsers are then told to stay there. */
  isHttps: boolean
  translators: readonly ErrorTranslator[]
}

/** Largest body of any route that does not say otherwise, in bytes. */
const BODY_LIMIT = 256 * 1024

/**
 * The bare server: limits, security headers, forms, and the one place where errors become answers. Doors are registered on it.
 * Lines of the log name the route, never the address: queries hold tokens of frames.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { logger, metrics, isHttps, translators } = options
  const app = fastify({
    // The kernel's own logger type knows fewer members than pino's, and is all the doors need.
    loggerInstance: logger as FastifyBaseLogger,
    logController: new fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: 'loopback, linklocal, uniquelocal',
    connectionTimeout: 70_000,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  })
  app.decorateRequest('session', null)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, readForm(body as string))
    }
    catch (error) {
      done(error as Error)
    }
  })
  app.setErrorHandler((error, request, reply) => {
    const answer = errorAnswer(error, translators)
    const facts = { route: request.routeOptions.url, code: answer.body.error.code, status: answer.status }
    if (answer.isOurFault)
      request.log.error({ ...facts, err: error }, 'request failed')
    else
      request.log.debug(facts, 'request refused')
    if (answer.retryAfterSec !== null)
      reply.header('retry-after', answer.retryAfterSec)
    return reply.status(answer.status).type('application/json; charset=utf-8').send(answer.body)
  })
  app.setNotFoundHandler(() => {
    throw new HttpError(404, 'not_found', 'There is nothing at this address.')
  })
  app.addHook('onResponse', async (request, reply) => {
    metrics.request({ route: request.routeOptions.url ?? 'none', method: request.method, status: reply.statusCode, durationMs: reply.elapsedTime })
  })
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy'))
      reply.header('content-security-policy', ANSWER_POLICY)
  })
  await app.register(helmet, {
    contentSecurityPolicy: false,
    // The portal frames our pages; frame-ancestors says which one may.
    frameguard: false,
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(rateLimit, { global: false })
  return app
}
