import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { Store } from '../../src/store/store.ts'
import type { TreatyActor } from '../../src/treaty/treaty-actor.ts'
import { saveDraft } from '../../src/treaty/save-draft.ts'
import { signTreaty } from '../../src/treaty/sign-treaty.ts'
import { parseDocument } from '../../src/treaty/stored-version.ts'

/** Whose signatures, and since when. */
export interface SignDemoTreatyOptions {
  store: Store
  portalId: number
  /** User ids of the two fictional heads. */
  headOfSales: number
  headOfMarketing: number
  /** The moment at which both sign and from which the version is in force, ms. */
  signedAt: number
}

/** Lets the two fictional heads sign the wizard's draft, through the same use cases as in the workshop. @throws HttpError when the draft cannot be signed */
export async function signDemoTreaty({ store, portalId, headOfSales, headOfMarketing, signedAt }: SignDemoTreatyOptions): Promise<TreatyDocument> {
  const now = (): number => signedAt
  const deps = { store, now }
  const draft = await store.treaties.latestDraft(portalId)
  if (!draft)
    throw new Error('The installation left no draft of the treaty to sign.')
  const [sales, marketing] = await Promise.all([actorOf(store, portalId, headOfSales), actorOf(store, portalId, headOfMarketing)])
  const { version } = await saveDraft(deps, portalId, sales, { versionNo: draft.versionNo, revision: draft.revision, document: { ...parseDocument(draft), signatories: { marketing: headOfMarketing, sales: headOfSales, owner: null } }, startsAt: signedAt })
  const wish = { versionNo: version.versionNo, hash: version.hash }
  await signTreaty(deps, portalId, sales, { ...wish, side: 'sales' })
  return (await signTreaty(deps, portalId, marketing, { ...wish, side: 'marketing' })).document
}

async function actorOf(store: Store, portalId: number, userId: number): Promise<TreatyActor> {
  const [person, roles] = await Promise.all([store.people.get(portalId, userId), store.roles.ofUser(portalId, userId)])
  // The roles were written by the wizard from the same list of codes.
  return { userId, name: person?.name ?? '', roles: roles as TreatyActor['roles'], language: 'ru' }
}
