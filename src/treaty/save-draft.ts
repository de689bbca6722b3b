import type { SignatoryChange } from '../domain/signatory-change.ts'
import type { TreatyProblem } from '../domain/treaty-problem.ts'
import type { TreatyVersion } from '../domain/treaty-version.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { StoreScope } from '../store/store.ts'
import type { TreatyActor } from './treaty-actor.ts'
import { checkTreaty } from '../domain/check-treaty.ts'
import { reachOf } from '../domain/rights.ts'
import { forbiddenSignatoryChange } from '../domain/signatory-change.ts'
import { hashDocument } from './hash-document.ts'
import { readPortalFacts } from './portal-facts.ts'
import { refusal } from './refusal.ts'
import { parseDocument, toVersion } from './stored-version.ts'
import { DRAFT_SAVED, lastSaver } from './view-version.ts'

/** What saving a draft takes. */
export interface DraftDeps {
  readonly store: StoreScope
  readonly now: () => number
}

/** A draft as somebody saves it. */
export interface DraftSave {
  readonly versionNo: number
  /** The revision the edits were made on. */
  readonly revision: number
  readonly document: TreatyDocument
  readonly startsAt: number | null
}

/** A draft as kept, and what keeps it from being signed. */
export interface DraftKept {
  readonly version: TreatyVersion
  readonly problems: readonly TreatyProblem[]
}

/**
 * Saves a draft, problems and all. Signatures under an older text stay in the history and count no more.
 * @throws HttpError `may_not_draft`, `may_not_change_signatory` 403, `version_unknown` 404, `version_signed` 409, `draft_changed` 409 (a later save came first)
 */
export async function saveDraft(deps: DraftDeps, portalId: number, actor: TreatyActor, save: DraftSave): Promise<DraftKept> {
  if (reachOf(actor.roles, 'draft_treaty') !== 'all')
    throw refusal('may_not_draft', actor.language)
  const stored = await deps.store.treaties.get(portalId, save.versionNo)
  if (!stored)
    throw refusal('version_unknown', actor.language, { details: { version: save.versionNo } })
  if (stored.status === 'signed')
    throw refusal('version_signed', actor.language, { details: { version: save.versionNo } })
  await refuseSignatory(deps, portalId, actor, { wished: save.document.signatories, drafted: parseDocument(stored).signatories })
  const kept = await deps.store.treaties.saveDraft(portalId, {
    versionNo: save.versionNo,
    expectedRevision: save.revision,
    document: save.document,
    hash: hashDocument(save.document),
    startsAt: save.startsAt,
  })
  if (!kept)
    throw refusal('draft_changed', actor.language)
  if (await lastSaver(deps.store, portalId, kept.versionNo) !== actor.userId)
    await deps.store.audit.write(portalId, { at: deps.now(), actorId: actor.userId, action: DRAFT_SAVED, subject: `version:${kept.versionNo}`, detail: { revision: kept.revision }, ipHash: null })
  const version = toVersion(kept, await deps.store.treaties.signatures(portalId, kept.versionNo))
  return { version, problems: checkTreaty(save.document, await readPortalFacts(deps.store, portalId)) }
}

/** After the first signed version nobody replaces a signatory but the other one and the owner. */
async function refuseSignatory({ store }: DraftDeps, portalId: number, actor: TreatyActor, change: Omit<SignatoryChange, 'signed'>): Promise<void> {
  const last = (await store.treaties.list(portalId)).find(version => version.status === 'signed')
  const side = forbiddenSignatoryChange({ ...change, signed: last ? parseDocument(last).signatories : null }, actor)
  if (side !== null)
    throw refusal('may_not_change_signatory', actor.language, { field: `signatories.${side}`, details: { field: `signatories.${side}` } })
}
