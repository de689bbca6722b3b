import type { TreatyVersion } from '../domain/treaty-version.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { DraftDeps } from './save-draft.ts'
import { hashDocument } from './hash-document.ts'
import { toVersion } from './stored-version.ts'

/**
 * The draft of a portal: the one that is open, else a new version with this text. Used by the installation (nobody's draft) and
 * by the workshop ("change the treaty"). A second call finds the first one's draft.
 */
export async function openDraft(deps: DraftDeps, portalId: number, wish: { document: TreatyDocument, createdBy: number | null }): Promise<TreatyVersion> {
  const version = await deps.store.transaction(async (within) => {
    const open = await within.treaties.latestDraft(portalId)
    if (open)
      return toVersion(open, await within.treaties.signatures(portalId, open.versionNo))
    const made = await within.treaties.createDraft(portalId, { document: wish.document, hash: hashDocument(wish.document), createdBy: wish.createdBy, now: deps.now() })
    await within.audit.write(portalId, { at: deps.now(), actorId: wish.createdBy, action: 'treaty.draft_opened', subject: `version:${made.versionNo}`, detail: { template: wish.document.template }, ipHash: null })
    return toVersion(made, [])
  })
  return version
}
