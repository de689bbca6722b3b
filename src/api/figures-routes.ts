import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FiguresQuery } from '../contracts/api/figures-query.schema.ts'
import type { ExportedFile } from '../figures/export/export-figures.ts'
import type { OnProgress } from '../figures/query/ask.ts'
import type { FigureViewer } from '../figures/query/figure-scope.ts'
import type { FigureDeps } from '../figures/refresh/figure-deps.ts'
import { PassThrough } from 'node:stream'
import { figuresListExportSchema, figuresTableExportSchema } from '../contracts/api/figures-export.schema.ts'
import { figuresPreferencesSchema } from '../contracts/api/figures-preferences.schema.ts'
import { figuresListQuerySchema, figuresQuerySchema } from '../contracts/api/figures-query.schema.ts'
import { FIGURES } from '../figures/definitions/all-figures.ts'
import { DIMENSIONS } from '../figures/definitions/dimensions.ts'
import { exportList, exportTable } from '../figures/export/export-figures.ts'
import { keepFigurePreferences, readFigurePreferences } from '../figures/query/figure-preferences.ts'
import { readChoices } from '../figures/query/read-choices.ts'
import { readComparison } from '../figures/query/read-comparison.ts'
import { readFreshness } from '../figures/query/read-freshness.ts'
import { readFunnel } from '../figures/query/read-funnel.ts'
import { readReps, readSources } from '../figures/query/read-groups.ts'
import { readFiguresLedger } from '../figures/query/read-ledger.ts'
import { readList } from '../figures/query/read-list.ts'
import { readOverview } from '../figures/query/read-overview.ts'
import { readMarketing, readSpeed } from '../figures/query/read-speed.ts'
import { HttpError } from '../http/http-error.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { actorOf } from './api-deps.ts'

type ReadFigures = (deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery, onProgress?: OnProgress) => Promise<object>

const PAGES: Readonly<Record<string, ReadFigures>> = {
  overview: readOverview,
  comparison: readComparison,
  funnel: readFunnel,
  sources: readSources,
  reps: readReps,
  speed: readSpeed,
  marketing: readMarketing,
  ledger: readFiguresLedger,
}

const NDJSON = 'application/x-ndjson'

/**
 * Shared figures: one address per page of the KPI tab, the list behind every number, the definitions in words. A page asked for
 * as `application/x-ndjson` tells on the way how far it is: lines `{progress}`, then one line `{answer}` or `{error}`.
 */
export function registerFigures(app: FastifyInstance, deps: FigureDeps): void {
  async function viewerOf(request: FastifyRequest): Promise<{ portalId: number, viewer: FigureViewer }> {
    const session = sessionOf(request)
    return { portalId: session.portalId, viewer: await actorOf(deps, session) }
  }

  for (const [page, read] of Object.entries(PAGES)) {
    app.get(`/api/figures/${page}`, async (request, reply) => {
      const query = parseInput(figuresQuerySchema, request.query)
      const { portalId, viewer } = await viewerOf(request)
      const work = (onProgress?: OnProgress): Promise<object> => read(deps, portalId, viewer, query, onProgress)
      return request.headers.accept === NDJSON ? streamProgress(reply, work) : work()
    })
  }

  app.get('/api/figures/list', async (request) => {
    const query = parseInput(figuresListQuerySchema, request.query)
    const { portalId, viewer } = await viewerOf(request)
    return readList(deps, portalId, viewer, query)
  })

  app.get('/api/figures/choices', async (request) => {
    const { portalId, viewer } = await viewerOf(request)
    return readChoices(deps, portalId, viewer)
  })

  app.get('/api/figures/freshness', async (request) => {
    const { portalId, viewer } = await viewerOf(request)
    return readFreshness(deps, portalId, viewer)
  })

  app.get('/api/figures/preferences', async (request) => {
    const { portalId, viewer } = await viewerOf(request)
    return readFigurePreferences(deps.store, portalId, viewer)
  })

  app.put('/api/figures/preferences', async (request) => {
    const preferences = parseInput(figuresPreferencesSchema, request.body)
    const { portalId, viewer } = await viewerOf(request)
    return keepFigurePreferences(deps.store, portalId, viewer, preferences)
  })

  app.get('/api/figures/export/list', async (request, reply) => {
    const query = parseInput(figuresListExportSchema, request.query)
    const { portalId, viewer } = await viewerOf(request)
    return sendFile(reply, await exportList(deps, portalId, viewer, query))
  })

  app.get('/api/figures/export/table', async (request, reply) => {
    const query = parseInput(figuresTableExportSchema, request.query)
    const { portalId, viewer } = await viewerOf(request)
    return sendFile(reply, await exportTable(deps, portalId, viewer, query))
  })

  app.get('/api/figures/definitions', async () => [
    ...Object.values(FIGURES).map(({ code, name, words, shape, unit }) => ({ code, name, words, shape, unit })),
    ...Object.values(DIMENSIONS).map(dimension => ({ ...dimension, shape: 'dimension', unit: 'lead' })),
  ])
}

/** The name in the person's own letters, as RFC 6266 writes them. */
function sendFile(reply: FastifyReply, { contentType, fileName, body }: ExportedFile): FastifyReply {
  return reply.type(contentType).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll(/['()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)}`).send(body)
}

/** The headers are sent with the first line, so a refusal after it is a line too. */
function streamProgress(reply: FastifyReply, work: (onProgress: OnProgress) => Promise<object>): FastifyReply {
  const lines = new PassThrough()
  const write = (line: object): void => void lines.write(`${JSON.stringify(line)}\n`)
  work(progress => write({ progress }))
    .then(answer => write({ answer }), (error: unknown) => {
      reply.log.warn({ err: error }, 'figures could not be answered')
      write({ error: error instanceof HttpError ? { code: error.code, message: error.message } : { code: 'internal', message: 'The figures could not be read. Try again.' } })
    })
    .finally(() => lines.end())
  return reply.type(NDJSON).send(lines)
}
