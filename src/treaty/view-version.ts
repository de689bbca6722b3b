import type { Person } from '../contracts/api/session.schema.ts'
import type { TreatyVersionHead, TreatyVersionView } from '../contracts/api/treaty-version.schema.ts'
import type { TreatyVersion } from '../domain/treaty-version.ts'
import type { StoreScope } from '../store/store.ts'
import { toVersion } from './stored-version.ts'

/** The audit's word for a draft that changed hands: written when somebody else than before saves it. */
export const DRAFT_SAVED = 'treaty.draft_saved'

/** A version for showing, with the names of people. */
export async function viewVersion(store: Pick<StoreScope, 'people' | 'audit'>, portalId: number, version: TreatyVersion): Promise<TreatyVersionView> {
  const savedBy = version.status === 'draft' ? await lastSaver(store, portalId, version.versionNo) : null
  const [head] = await viewHeads(store, portalId, [version])
  return { ...head!, document: version.document as TreatyVersionView['document'], savedBy: await personOf(store, portalId, savedBy) }
}

/** Versions without their texts. */
export async function viewHeads(store: Pick<StoreScope, 'people'>, portalId: number, versions: readonly Omit<TreatyVersion, 'document'>[]): Promise<TreatyVersionHead[]> {
  const authors = await store.people.getMany(portalId, [...new Set(versions.flatMap(version => version.createdBy ?? []))])
  return versions.map(({ versionNo, status, hash, startsAt, signatures, createdBy, createdAt, revision }) => {
    const author = authors.find(person => person.userId === createdBy)
    return { versionNo, status, hash, startsAt, signatures: [...signatures], createdBy: author ? { id: author.userId, name: author.name } : null, createdAt, revision }
  })
}

/** Who saved a draft last; null when nobody is known to have. */
export async function lastSaver(store: Pick<StoreScope, 'audit'>, portalId: number, versionNo: number): Promise<number | null> {
  const { rows } = await store.audit.list(portalId, { action: DRAFT_SAVED }, { limit: 1 })
  return rows[0]?.subject === `version:${versionNo}` ? rows[0].actorId : null
}

/** One version by its number; null when there is none. @throws TreatyUnreadableError */
export async function findVersion(store: Pick<StoreScope, 'treaties'>, portalId: number, versionNo: number): Promise<TreatyVersion | null> {
  const row = await store.treaties.get(portalId, versionNo)
  return row && toVersion(row, await store.treaties.signatures(portalId, versionNo))
}

async function personOf(store: Pick<StoreScope, 'people'>, portalId: number, userId: number | null): Promise<Person | null> {
  const person = userId === null ? null : await store.people.get(portalId, userId)
  return person && { id: person.userId, name: person.name }
}
