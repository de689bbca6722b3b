import type { TreatyVersionView } from '../contracts/api/treaty-version.schema.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { DraftDeps } from './save-draft.ts'
import type { TreatyActor } from './treaty-actor.ts'
import { treatyFileSchema } from '../contracts/treaty-file.schema.ts'
import { pathText, unreadableReason } from '../contracts/words/unreadable-words.ts'
import { refusal } from './refusal.ts'
import { saveDraft } from './save-draft.ts'
import { parseDocument } from './stored-version.ts'
import { viewVersion } from './view-version.ts'

/**
 * Replaces the open draft by a file. People belong to the portal and are kept: signatories and role rules stay the draft's. What
 * the file says about stages this portal does not have is kept and shown as a problem. A file that cannot be read changes nothing.
 * @throws HttpError `treaty_unreadable` 422 naming the field, and all of `saveDraft`
 */
export async function importTreaty(deps: DraftDeps, portalId: number, actor: TreatyActor, wish: { versionNo: number, revision: number, text: string }): Promise<TreatyVersionView> {
  const row = await deps.store.treaties.get(portalId, wish.versionNo)
  if (!row)
    throw refusal('version_unknown', actor.language, { details: { version: wish.versionNo } })
  const drafted = parseDocument(row)
  const document = { ...readFile(wish.text, actor), signatories: drafted.signatories, roleRules: drafted.roleRules }
  const { version } = await saveDraft(deps, portalId, actor, { versionNo: wish.versionNo, revision: wish.revision, document, startsAt: row.startsAt })
  await deps.store.audit.write(portalId, { at: deps.now(), actorId: actor.userId, action: 'treaty.imported', subject: `version:${version.versionNo}`, detail: { hash: version.hash }, ipHash: null })
  return viewVersion(deps.store, portalId, version)
}

function readFile(text: string, actor: TreatyActor): TreatyDocument {
  const parsed = treatyFileSchema.safeParse(parseJson(text, actor))
  if (parsed.success)
    return parsed.data
  const issue = parsed.error.issues[0]!
  const path = pathText(issue.path) || '–'
  throw refusal('treaty_unreadable', actor.language, { field: path, details: { path, reason: unreadableReason(issue, actor.language) } })
}

function parseJson(text: string, actor: TreatyActor): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  }
  catch {
    throw refusal('file_is_no_json', actor.language, { field: 'text' })
  }
}
