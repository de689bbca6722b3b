import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { FigureDeps } from '../../../src/figures/refresh/figure-deps.ts'
import type { Session } from '../../../src/http/session.ts'
import pino from 'pino'
import { registerFigures } from '../../../src/api/figures-routes.ts'
import { createServer } from '../../../src/http/create-server.ts'
import { createMetrics } from '../../../src/http/metrics.ts'
import { guardSessions } from '../../../src/http/session-guard.ts'

/** The addresses of figures, asked by people of given roles. */
export interface FiguresServer {
  ask: (path: string, request?: { roles?: Session['roles'], method?: 'GET' | 'PUT', body?: object }) => Promise<LightMyRequestResponse>
  close: () => Promise<void>
}

/** Starts them for one portal; everybody is the user 10, the bearer token names his roles. */
export async function startFiguresServer(portalId: number, deps: FigureDeps, language: Session['language'] = 'ru'): Promise<FiguresServer> {
  const server: FastifyInstance = await createServer({ logger: pino({ enabled: false }), metrics: createMetrics(), isHttps: false, translators: [] })
  const read = async (token: string): Promise<Session> => ({ portalId, userId: 10, roles: token.split('.').slice(1) as Session['roles'], language, timeZone: 'UTC' })
  await server.register(async (guarded) => {
    guardSessions(guarded, { read }, { perUser: 10_000, perPortal: 10_000 })
    registerFigures(guarded, deps)
  })
  return {
    ask: (path, { roles = ['rop'], method = 'GET', body } = {}) => server.inject({ method, url: `/api/figures/${path}`, headers: { authorization: `Bearer ${['token-of-roles', ...roles].join('.')}` }, ...body && { payload: body } }),
    close: () => server.close(),
  }
}
