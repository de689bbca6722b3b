import type { Side } from '../domain/role.ts'
import type { TreatyVersion } from '../domain/treaty-version.ts'
import type { StoreScope } from '../store/store.ts'
import type { DraftDeps } from './save-draft.ts'
import type { TreatyActor } from './treaty-actor.ts'
import { roleName } from '../contracts/words/role-words.ts'
import { treatyProblemSentence } from '../contracts/words/treaty-problem-words.ts'
import { checkTreaty } from '../domain/check-treaty.ts'
import { reachOf } from '../domain/rights.ts'
import { SIGNING_ROLE } from '../domain/role.ts'
import { inForceFrom } from '../domain/treaty-version.ts'
import { readPortalFacts } from './portal-facts.ts'
import { refusal } from './refusal.ts'
import { toVersion } from './stored-version.ts'

/** A signature as somebody gives it: under the text with this hash, which is the one he read. */
export interface SignatureWish {
  readonly versionNo: number
  readonly side: Side
  readonly hash: string
}

/**
 * Signs a version for one side. With the second head's signature the version is signed for good and comes in force from the
 * later of the chosen date and that signature. Signing twice changes nothing.
 * @throws HttpError `may_not_sign`, `not_the_signatory` 403; `version_unknown` 404; `signed_other_side`, `hash_changed`,
 * `version_overlaps`, `treaty_incomplete` 409; `start_missing` 400
 */
export async function signTreaty(deps: DraftDeps, portalId: number, actor: TreatyActor, wish: SignatureWish): Promise<TreatyVersion> {
  if (reachOf(actor.roles, `sign_${wish.side}`) !== 'all')
    throw refusal('may_not_sign', actor.language, { field: `signatories.${wish.side}`, details: { role: roleName(SIGNING_ROLE[wish.side], actor.language), field: `signatories.${wish.side}` } })
  await deps.store.transaction(async (within) => {
    const before = await readVersion(within, portalId, wish.versionNo, actor)
    if (before.signatures.some(({ side, userId, hash }) => side === wish.side && userId === actor.userId && hash === wish.hash))
      return
    refuseWrongSigner(before, actor, wish)
    if (before.status === 'draft')
      await refuseUnready(within, portalId, before, actor, deps.now())
    await sign(within, portalId, { actor, wish, now: deps.now() })
  })
  const signed = await seal(deps.store, portalId, wish.versionNo, actor)
  return signed
}

async function sign(store: StoreScope, portalId: number, { actor, wish, now }: { actor: TreatyActor, wish: SignatureWish, now: number }): Promise<void> {
  const { side, hash, versionNo } = wish
  await store.treaties.sign(portalId, { versionNo, side, userId: actor.userId, name: actor.name, hash, signedAt: now })
  await store.audit.write(portalId, { at: now, actorId: actor.userId, action: 'treaty.signed', subject: `version:${versionNo}`, detail: { side, hash }, ipHash: null })
}

/**
 * Closes a version that both heads have signed. Runs after the signature is committed: of two heads who sign at the same
 * moment neither sees the other's signature inside his own transaction, and a crash in between is made good by signing again.
 */
async function seal(store: StoreScope, portalId: number, versionNo: number, actor: TreatyActor): Promise<TreatyVersion> {
  const version = await readVersion(store, portalId, versionNo, actor)
  const startsAt = inForceFrom(version)
  if (version.status === 'signed' || startsAt === null)
    return version
  const heads = version.signatures.filter(({ side, hash }) => side !== 'owner' && hash === version.hash)
  const signedAt = Math.max(...heads.map(signature => signature.signedAt))
  await store.treaties.markSigned(portalId, { versionNo, hash: version.hash, startsAt, signedAt })
  return readVersion(store, portalId, versionNo, actor)
}

function refuseWrongSigner(version: TreatyVersion, actor: TreatyActor, { side, hash }: SignatureWish): void {
  if (version.hash !== hash)
    throw refusal('hash_changed', actor.language)
  const named = version.document.signatories[side]
  if (named !== null && named !== actor.userId)
    throw refusal('not_the_signatory', actor.language, { field: `signatories.${side}`, details: { field: `signatories.${side}` } })
  if (version.signatures.some(signature => signature.hash === hash && signature.side !== side && signature.userId === actor.userId))
    throw refusal('signed_other_side', actor.language, { field: `signatories.${side}`, details: { field: `signatories.${side}` } })
  const isTaken = version.signatures.some(signature => signature.hash === hash && signature.side === side)
  if (version.status === 'signed' && (isTaken || side !== 'owner'))
    throw refusal('version_signed', actor.language, { details: { version: version.versionNo } })
}

async function refuseUnready(store: StoreScope, portalId: number, version: TreatyVersion, actor: TreatyActor, now: number): Promise<void> {
  const [problem] = checkTreaty(version.document, await readPortalFacts(store, portalId))
  if (problem)
    throw refusal('treaty_incomplete', actor.language, { field: problem.field, details: { problem: treatyProblemSentence(problem, actor.language) } })
  if (version.startsAt === null)
    throw refusal('start_missing', actor.language, { field: 'startsAt' })
  const earliest = Math.max(version.startsAt, now)
  const later = (await store.treaties.list(portalId)).find(other => other.status === 'signed' && (other.startsAt ?? 0) >= earliest)
  if (later)
    throw refusal('version_overlaps', actor.language, { field: 'startsAt', details: { version: later.versionNo } })
}

async function readVersion(store: StoreScope, portalId: number, versionNo: number, actor: TreatyActor): Promise<TreatyVersion> {
  const row = await store.treaties.get(portalId, versionNo)
  if (!row)
    throw refusal('version_unknown', actor.language, { details: { version: versionNo } })
  return toVersion(row, await store.treaties.signatures(portalId, versionNo))
}
