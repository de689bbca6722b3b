import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Session } from '../http/session.ts'
import type { SurroundingsDeps } from '../treaty/read-surroundings.ts'
import type { DraftDeps } from '../treaty/save-draft.ts'
import type { TreatyActor } from '../treaty/treaty-actor.ts'
import { applyTreatyTemplateSchema, importTreatySchema, openTreatyDraftSchema, saveTreatyDraftSchema, signTreatySchema, treatyVersionParamsSchema } from '../contracts/api/treaty-draft.schema.ts'
import { treatyPreviewQuerySchema } from '../contracts/api/treaty-workshop.schema.ts'
import { HttpError } from '../http/http-error.ts'
import { parseInput } from '../http/parse-input.ts'
import { sessionOf } from '../http/session-guard.ts'
import { importTreaty } from '../treaty/import-treaty.ts'
import { previewTreaty } from '../treaty/preview-treaty.ts'
import { readTreatySurroundings } from '../treaty/read-surroundings.ts'
import { readVersion, readWorkshop } from '../treaty/read-workshop.ts'
import { saveDraft } from '../treaty/save-draft.ts'
import { signTreaty } from '../treaty/sign-treaty.ts'
import { applyTemplate, startDraft } from '../treaty/start-draft.ts'
import { viewVersion } from '../treaty/view-version.ts'

/** What the routes of the treaty stand on. */
export interface TreatyApiDeps extends DraftDeps, Pick<SurroundingsDeps, 'clients'> {
  /** Told after a signature: options of native fields may have to follow. */
  signed: (portalId: number) => void
  /** Told after a draft was saved, opened or taken from a file: its criteria may be bound to other fields. */
  saved: (portalId: number) => void
}

/** Who asks, and which version he names. */
interface Asked {
  portalId: number
  actor: TreatyActor
  versionNo: number
}

/** The treaty workshop: read, draft, sign, import, look back. Rights are checked where the rows are read or written. */
export function registerTreaty(app: FastifyInstance, deps: TreatyApiDeps): void {
  const enter = async (request: FastifyRequest): Promise<Asked> => {
    const session = sessionOf(request)
    const { versionNo } = (request.params as { versionNo?: string }).versionNo === undefined ? { versionNo: 0 } : parseInput(treatyVersionParamsSchema, request.params)
    return { portalId: session.portalId, actor: await treatyActor(deps, session), versionNo }
  }

  app.get('/api/treaty', async (request) => {
    const { portalId, actor } = await enter(request)
    return readWorkshop(deps, portalId, actor)
  })

  app.get('/api/treaty/surroundings', async (request) => {
    const { portalId, actor } = await enter(request)
    return readTreatySurroundings(deps, portalId, actor)
  })

  app.get('/api/treaty/versions/:versionNo', async (request) => {
    const { portalId, actor, versionNo } = await enter(request)
    return readVersion(deps, portalId, actor, versionNo)
  })

  app.get('/api/treaty/versions/:versionNo/preview', async (request) => {
    const { afterAt, afterId } = parseInput(treatyPreviewQuerySchema, request.query)
    const { portalId, actor, versionNo } = await enter(request)
    const after = afterAt === undefined || afterId === undefined ? null : { createdAt: afterAt, itemId: afterId }
    return previewTreaty(deps, portalId, actor, { versionNo, after })
  })

  app.post('/api/treaty/drafts', async (request) => {
    const wish = parseInput(openTreatyDraftSchema, request.body ?? {})
    const { portalId, actor } = await enter(request)
    const draft = await startDraft(deps, portalId, actor, wish)
    deps.saved(portalId)
    return draft
  })

  app.put('/api/treaty/versions/:versionNo', (request, reply) => answerOrNewer(request, reply, async ({ portalId, actor, versionNo }) => {
    const { version } = await saveDraft(deps, portalId, actor, { versionNo, ...parseInput(saveTreatyDraftSchema, request.body) })
    return viewVersion(deps.store, portalId, version)
  }))

  app.post('/api/treaty/versions/:versionNo/template', (request, reply) => answerOrNewer(request, reply, ({ portalId, actor, versionNo }) =>
    applyTemplate(deps, portalId, actor, { versionNo, ...parseInput(applyTreatyTemplateSchema, request.body) })))

  app.post('/api/treaty/versions/:versionNo/import', { bodyLimit: 512 * 1024 }, (request, reply) => answerOrNewer(request, reply, ({ portalId, actor, versionNo }) =>
    importTreaty(deps, portalId, actor, { versionNo, ...parseInput(importTreatySchema, request.body) })))

  app.post('/api/treaty/versions/:versionNo/signatures', async (request) => {
    const wish = parseInput(signTreatySchema, request.body)
    const { portalId, actor, versionNo } = await enter(request)
    const version = await signTreaty(deps, portalId, actor, { versionNo, ...wish })
    deps.signed(portalId)
    return viewVersion(deps.store, portalId, version)
  })

  /** A save that came too late gets its refusal together with the newer text, so that the page can bring both together. */
  async function answerOrNewer(request: FastifyRequest, reply: FastifyReply, work: (asked: Asked) => Promise<unknown>): Promise<unknown> {
    const asked = await enter(request)
    try {
      const answer = await work(asked)
      deps.saved(asked.portalId)
      return answer
    }
    catch (error) {
      if (!(error instanceof HttpError) || error.code !== 'draft_changed')
        throw error
      const draft = await readVersion(deps, asked.portalId, asked.actor, asked.versionNo)
      return reply.status(error.status).send({ error: { code: error.code, message: error.message }, draft })
    }
  }
}

async function treatyActor({ store }: Pick<TreatyApiDeps, 'store'>, { portalId, userId, roles, language }: Session): Promise<TreatyActor> {
  const person = await store.people.get(portalId, userId)
  return { userId, name: person?.name ?? `№ ${userId}`, roles, language }
}
