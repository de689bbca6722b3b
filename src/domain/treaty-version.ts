import type { UserId, VersionNo } from './ids.ts'
import type { Side } from './role.ts'
import type { TreatyDocument } from './treaty.ts'

/** A signature under one version. It counts only while its hash equals the version's. */
export interface TreatySignature {
  readonly side: Side
  readonly userId: UserId
  /** Display name at the time of signing. */
  readonly name: string
  /** Hash of what was signed (SHA-256 of the canonical document, hex). */
  readonly hash: string
  readonly signedAt: number
}

/** One version of a portal's treaty: a draft until both heads have signed. */
export interface TreatyVersion {
  readonly versionNo: VersionNo
  readonly status: 'draft' | 'signed'
  readonly document: TreatyDocument
  readonly hash: string
  /** The date chosen for it to start; null while nobody has chosen. */
  readonly startsAt: number | null
  readonly signatures: readonly TreatySignature[]
  readonly createdBy: UserId | null
  readonly createdAt: number
  /** Grows with each save of a draft; a save with an older revision is told, never applied. */
  readonly revision: number
}

/** What the rules need to know of a signed version. */
export interface SignedVersion {
  readonly versionNo: VersionNo
  readonly document: TreatyDocument
  readonly hash: string
  /** From the later of the chosen date and the second signature. */
  readonly inForceFrom: number
}

/** The instant from which a version binds both sides; null while a head's signature or the chosen date is missing. */
export function inForceFrom(version: Pick<TreatyVersion, 'hash' | 'startsAt' | 'signatures'>): number | null {
  const marketing = validSignature(version, 'marketing')
  const sales = validSignature(version, 'sales')
  if (version.startsAt === null || !marketing || !sales)
    return null
  return Math.max(version.startsAt, marketing.signedAt, sales.signedAt)
}

/** The signature of a side under exactly this text. */
export function validSignature(version: Pick<TreatyVersion, 'hash' | 'signatures'>, side: Side): TreatySignature | null {
  return version.signatures.find(signature => signature.side === side && signature.hash === version.hash) ?? null
}

/** The version in force at an instant, or null: then the gate observes. Order of `versions` does not matter. */
export function versionAt(versions: readonly SignedVersion[], at: number): SignedVersion | null {
  let current: SignedVersion | null = null
  for (const version of versions) {
    if (version.inForceFrom <= at && (current === null || isLater(version, current)))
      current = version
  }
  return current
}

/** The instant from which there is a treaty at all: items created before it form the row "no treaty". */
export function firstInForceFrom(versions: readonly SignedVersion[]): number | null {
  return versions.length === 0 ? null : Math.min(...versions.map(version => version.inForceFrom))
}

function isLater(one: SignedVersion, other: SignedVersion): boolean {
  return one.inForceFrom > other.inForceFrom
    || (one.inForceFrom === other.inForceFrom && one.versionNo > other.versionNo)
}
