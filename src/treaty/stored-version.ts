import type { TreatyVersion } from '../domain/treaty-version.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { TreatySignature as StoredSignature, TreatyVersion as StoredVersion } from '../store/treaties.ts'
import { treatyDocumentSchema } from '../contracts/treaty-document.schema.ts'

/** A stored treaty that no longer parses: the row was written by a newer release or damaged. */
class TreatyUnreadableError extends Error {
  readonly code = 'treaty_unreadable'
  constructor(versionNo: number, cause: unknown) {
    super(`Version ${versionNo} of the treaty cannot be read: run the release that wrote it, or restore the row.`, { cause })
    this.name = 'TreatyUnreadableError'
  }
}

/** A row with its signatures in the words of the domain. @throws TreatyUnreadableError */
export function toVersion(row: StoredVersion, signatures: readonly StoredSignature[]): TreatyVersion {
  return {
    versionNo: row.versionNo,
    status: row.status,
    document: parseDocument(row),
    hash: row.hash,
    startsAt: row.startsAt,
    signatures: signatures.map(({ side, userId, name, hash, signedAt }) => ({ side, userId, name, hash, signedAt })),
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    revision: row.revision,
  }
}

/** The document of a row. @throws TreatyUnreadableError */
export function parseDocument(row: Pick<StoredVersion, 'versionNo' | 'document'>): TreatyDocument {
  const parsed = treatyDocumentSchema.safeParse(row.document)
  if (!parsed.success)
    throw new TreatyUnreadableError(row.versionNo, parsed.error)
  return parsed.data
}
