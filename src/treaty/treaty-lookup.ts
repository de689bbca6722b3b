import type { VersionNo } from '../domain/ids.ts'
import type { SignedVersion } from '../domain/treaty-version.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { TreatyRepository } from '../store/treaties.ts'
import { versionAt } from '../domain/treaty-version.ts'
import { parseDocument } from './stored-version.ts'

/** A version as it binds (signed) or only watches (draft). */
export interface WatchingVersion {
  readonly versionNo: VersionNo
  readonly signed: boolean
  /** Of a draft: when it was made. */
  readonly inForceFrom: number
  readonly handoff: TreatyDocument['handoff']
  readonly policy: TreatyDocument['gate']
  readonly document: TreatyDocument
}

/** The text whose questions are asked: its number is null while it is only a draft. */
export interface AskedText {
  readonly versionNo: VersionNo | null
  readonly document: TreatyDocument
}

/** Finds versions of a portal's treaty. Every answer is read anew: what another process signed a moment ago binds at once. */
export interface TreatyLookup {
  /** Signed versions, those that start later among them; in order of their start. */
  signed: (portalId: number) => Promise<readonly SignedVersion[]>
  /** The version in force at an instant; null = the gate observes. */
  inForce: (portalId: number, at: number) => Promise<SignedVersion | null>
  /** The version in force, else the newest draft, whose questions are asked meanwhile; null before the installation made one. */
  asked: (portalId: number, at: number) => Promise<AskedText | null>
  /** Signed versions and the newest draft together, for the gate. */
  watching: (portalId: number) => Promise<readonly WatchingVersion[]>
}

interface Versions {
  readonly signed: readonly SignedVersion[]
  readonly draft: { readonly versionNo: VersionNo, readonly createdAt: number, readonly document: TreatyDocument } | null
}

/** The lookup over the store. Nothing is kept between two readings: a text parses in a twentieth of a millisecond. */
export function createTreatyLookup({ treaties }: { treaties: Pick<TreatyRepository, 'list'> }): TreatyLookup {
  async function of(portalId: number): Promise<Versions> {
    const rows = await treaties.list(portalId)
    const draft = rows.find(row => row.status === 'draft')
    return {
      signed: rows.flatMap(row => row.status === 'signed' && row.startsAt !== null
        ? { versionNo: row.versionNo, document: parseDocument(row), hash: row.hash, inForceFrom: row.startsAt }
        : []).sort((one, other) => one.inForceFrom - other.inForceFrom),
      draft: draft ? { versionNo: draft.versionNo, createdAt: draft.createdAt, document: parseDocument(draft) } : null,
    }
  }

  return {
    signed: async portalId => (await of(portalId)).signed,
    inForce: async (portalId, at) => versionAt((await of(portalId)).signed, at),
    asked: async (portalId, at) => {
      const { signed, draft } = await of(portalId)
      const version = versionAt(signed, at)
      return version ?? (draft ? { versionNo: null, document: draft.document } : null)
    },
    watching: async (portalId) => {
      const { signed, draft } = await of(portalId)
      return [
        ...signed.map(version => watch(version, true, version.inForceFrom)),
        ...(draft ? [watch(draft, false, draft.createdAt)] : []),
      ]
    },
  }
}

function watch({ versionNo, document }: Pick<SignedVersion, 'versionNo' | 'document'>, signed: boolean, inForceFrom: number): WatchingVersion {
  return { versionNo, signed, inForceFrom, handoff: document.handoff, policy: document.gate, document }
}
