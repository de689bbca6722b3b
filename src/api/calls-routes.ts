import type { FastifyInstance } from 'fastify'
import type { CallDeps } from '../calls/list-calls.ts'
import type { RecordingDeps } from '../calls/open-recording.ts'
import type { PeakReader } from '../calls/read-peaks.ts'
import type { UseTicket } from '../calls/use-ticket.ts'
import type { ItemApiDeps } from './api-deps.ts'
import { listCalls } from '../calls/list-calls.ts'
import { openRecording } from '../calls/open-recording.ts'
import { serveRecording } from '../calls/serve-recording.ts'
import { recordingParamsSchema, recordingQuerySchema } from '../contracts/api/calls.schema.ts'
import { itemParamsSchema } from '../contracts/item-ref.schema.ts'
import { rangeHeader, readRange } from '../http/byte-range.ts'
import { HttpError } from '../http/http-error.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { actorOf } from './api-deps.ts'

/** What the routes of recordings stand on. */
export interface RecordingApiDeps extends RecordingDeps {
  readonly useTicket: UseTicket
  readonly peaks: PeakReader
}

/** Calls of an item, for somebody with a session. Rights are checked where the rows are read. */
export function registerCalls(app: FastifyInstance, deps: CallDeps & Pick<ItemApiDeps, 'ensureKnown'>): void {
  app.get('/api/items/:entityTypeId/:itemId/calls', async (request, reply) => {
    const ref = parseInput(itemParamsSchema, request.params)
    const session = sessionOf(request)
    await deps.ensureKnown(session.portalId, ref)
    const viewer = await actorOf(deps, session)
    return reply.header('cache-control', 'no-store').send(await listCalls(deps, session.portalId, viewer, ref))
  })
}

/** The sound itself: `<audio>` sends no session, so the ticket in the address lets it in. Stands outside the guarded routes. */
export function registerRecordings(app: FastifyInstance, deps: RecordingApiDeps): void {
  const enter = async (request: { params: unknown, query: unknown }, purpose: 'hear' | 'draw') => {
    const { callId } = parseInput(recordingParamsSchema, request.params)
    const ticket = await deps.useTicket(parseInput(recordingQuerySchema, request.query).ticket, purpose)
    if (ticket.callId !== callId)
      throw new HttpError(404, 'not_found', 'There is nothing at this address.')
    return ticket
  }

  app.route({
    method: ['GET', 'HEAD'],
    url: '/api/recordings/:callId',
    async handler(request, reply) {
      const isHead = request.method === 'HEAD'
      const ticket = await enter(request, isHead ? 'draw' : 'hear')
      const range = readRange(request.headers.range)
      const { status, headers, body } = serveRecording(await openRecording(deps, ticket, range && rangeHeader(range)), range)
      reply.status(status).headers(headers)
      if (!isHead && body)
        return reply.send(body)
      body?.destroy()
      return reply.send()
    },
  })

  app.get('/api/recordings/:callId/peaks', async (request, reply) => {
    const ticket = await enter(request, 'draw')
    return reply.header('cache-control', 'private, max-age=1800').send(await deps.peaks.read(ticket))
  })
}
