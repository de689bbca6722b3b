import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from './metrics.ts'
import { createHash, timingSafeEqual } from 'node:crypto'
import { HttpError } from './http-error.ts'
import { bearerToken } from './session-guard.ts'

/** What the outside may know about the server. */
export interface HealthRoutesOptions {
  metrics: Metrics
  /** Guards /metrics and the details of /health; null closes both. */
  metricsToken: string | null
  /** True when the server can do its work: the database answers and its migrations are done. */
  isReady: () => Promise<boolean>
  /** Facts for the operator; no portal is named. */
  details: () => Promise<Record<string, unknown>>
}

/** Registers /health (alive), /ready (fit for traffic) and /metrics. */
export function registerHealth(app: FastifyInstance, options: HealthRoutesOptions): void {
  app.get('/health', async (request) => {
    if (options.metricsToken === null || bearerToken(request) === null)
      return { status: 'ok' }
    requireToken(request)
    return { status: 'ok', ...await options.details() }
  })
  app.get('/ready', async (_request, reply) => {
    const isReady = await options.isReady().catch(() => false)
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not_ready' })
  })
  app.get('/metrics', async (request, reply) => {
    requireToken(request)
    const { type, text } = await options.metrics.render()
    return reply.type(type).send(text)
  })

  function requireToken(request: FastifyRequest): void {
    if (options.metricsToken === null)
      throw new HttpError(404, 'not_found', 'There is nothing at this address.')
    if (!isSame(bearerToken(request) ?? '', options.metricsToken))
      throw new HttpError(401, 'token_needed', 'Send the METRICS_TOKEN as a bearer token.')
  }
}

/** Compares two secrets in constant time, whatever their lengths. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
