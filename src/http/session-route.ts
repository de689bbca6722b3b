import type { FastifyInstance } from 'fastify'
import type { SessionAnswer, SessionRequest } from '../contracts/api/session.schema.ts'
import { sessionRequestSchema } from '../contracts/api/session.schema.ts'
import { LANGUAGES } from '../domain/words.ts'
import { parseInput } from './parse-input.ts'

/** Port: proves who looks. Implemented by `src/portals`. */
export interface SessionOpener {
  /** `language` null = the portal's. */
  open: (request: SessionRequest, language: string | null) => Promise<SessionAnswer>
}

/** Registers `POST /api/session`. A page that knows the viewer's language says so in `x-language`. */
export function registerSession(scope: FastifyInstance, opener: SessionOpener): void {
  scope.post('/api/session', { bodyLimit: 8 * 1024 }, async (request, reply) => {
    const language = LANGUAGES.find(known => known === request.headers['x-language']) ?? null
    const answer = await opener.open(parseInput(sessionRequestSchema, request.body), language)
    return reply.header('cache-control', 'no-store').send(answer)
  })
}
