import type { TreatyVersionView } from '../contracts/api/treaty-version.schema.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { DraftDeps } from './save-draft.ts'
import type { TreatyActor } from './treaty-actor.ts'
import { reachOf } from '../domain/rights.ts'
import { defaultCalendar, draftFromTemplate, tradePart } from './draft-from-template.ts'
import { openDraft } from './open-draft.ts'
import { refusal } from './refusal.ts'
import { saveDraft } from './save-draft.ts'
import { parseDocument } from './stored-version.ts'
import { templateByCode, TREATY_TEMPLATES } from './templates/treaty-templates.ts'
import { viewVersion } from './view-version.ts'

/**
 * Opens a draft, or finds the open one: with the text of the last signed version, or from a trade's template. The signatories of
 * the last signed version stay in either case.
 * @throws HttpError `may_not_draft` 403, `template_unknown` 400
 */
export async function startDraft(deps: DraftDeps, portalId: number, actor: TreatyActor, wish: { template: string | null }): Promise<TreatyVersionView> {
  if (reachOf(actor.roles, 'draft_treaty') !== 'all')
    throw refusal('may_not_draft', actor.language)
  const signed = await lastSigned(deps, portalId)
  const document = wish.template === null && signed ? signed : await fromTemplate(deps, portalId, actor, { template: wish.template ?? 'neutral', signed })
  return viewVersion(deps.store, portalId, await openDraft(deps, portalId, { document, createdBy: actor.userId }))
}

/**
 * Takes a trade's criteria, warmth, matrix and reasons into the open draft; all else stays.
 * @throws HttpError as `saveDraft`, and `template_unknown` 400
 */
export async function applyTemplate(deps: DraftDeps, portalId: number, actor: TreatyActor, wish: { versionNo: number, revision: number, template: string }): Promise<TreatyVersionView> {
  const template = knownTemplate(wish.template, actor)
  const row = await deps.store.treaties.get(portalId, wish.versionNo)
  if (!row)
    throw refusal('version_unknown', actor.language, { details: { version: wish.versionNo } })
  const document = { ...parseDocument(row), ...tradePart(template) }
  const { version } = await saveDraft(deps, portalId, actor, { versionNo: wish.versionNo, revision: wish.revision, document, startsAt: row.startsAt })
  return viewVersion(deps.store, portalId, version)
}

async function fromTemplate({ store }: DraftDeps, portalId: number, actor: TreatyActor, wish: { template: string, signed: TreatyDocument | null }): Promise<TreatyDocument> {
  const template = knownTemplate(wish.template, actor)
  const [portal, stages] = await Promise.all([store.portals.get(portalId), store.stages.list(portalId)])
  const { signed } = wish
  return draftFromTemplate({
    template,
    stages,
    crmMode: portal?.crmMode ?? 'classic',
    calendar: signed?.calendar ?? defaultCalendar(portal?.timeZone ?? 'UTC'),
    ...(signed ? { signatories: signed.signatories } : {}),
  })
}

/** The version signed last, whether or not it has begun. */
async function lastSigned({ store }: DraftDeps, portalId: number): Promise<TreatyDocument | null> {
  const row = (await store.treaties.list(portalId)).find(version => version.status === 'signed')
  return row ? parseDocument(row) : null
}

function knownTemplate(code: string, actor: TreatyActor): ReturnType<typeof templateByCode> {
  if (!TREATY_TEMPLATES.some(template => template.code === code))
    throw refusal('template_unknown', actor.language, { field: 'template', details: { template: code } })
  return templateByCode(code)
}
