/** A version of the treaty. `document` is parsed by `src/contracts` where it is read. */
export interface TreatyVersion {
  versionNo: number
  status: 'draft' | 'signed'
  document: unknown
  /** Hash of the document the signatures refer to. */
  hash: string
  /** From when it is in force; null for a draft without a date. */
  startsAt: number | null
  /** When the last needed signature came; null for a draft. */
  signedAt: number | null
  createdBy: number | null
  createdAt: number
  /** Grows with every save of a draft; the compare-and-set of `saveDraft`. */
  revision: number
}

/** A signature holds for the hash it was given for, and for no other. */
export interface TreatySignature {
  versionNo: number
  side: 'marketing' | 'sales' | 'owner'
  userId: number
  name: string
  hash: string
  signedAt: number
}

/** Versions of the treaty. A signed version never changes. */
export interface TreatyRepository {
  /** Opens the next version as a draft with revision 1. */
  createDraft: (portalId: number, draft: { document: unknown, hash: string, startsAt?: number | null, createdBy: number | null, now: number }) => Promise<TreatyVersion>
  /** Overwrites a draft if its revision is still the expected one. Null: signed, gone, or changed meanwhile. */
  saveDraft: (portalId: number, save: { versionNo: number, expectedRevision: number, document: unknown, hash: string, startsAt: number | null }) => Promise<TreatyVersion | null>
  get: (portalId: number, versionNo: number) => Promise<TreatyVersion | null>
  /** The newest draft, if there is one. */
  latestDraft: (portalId: number) => Promise<TreatyVersion | null>
  /** The signed version in force at that moment: the one that started last. */
  inForce: (portalId: number, at: number) => Promise<TreatyVersion | null>
  /** The first moment any signed version was in force; null before. */
  firstInForceAt: (portalId: number) => Promise<number | null>
  /** Newest first. */
  list: (portalId: number) => Promise<TreatyVersion[]>
  /** Adds a side's signature, or replaces it when its hash is older. */
  sign: (portalId: number, signature: TreatySignature) => Promise<void>
  signatures: (portalId: number, versionNo: number) => Promise<TreatySignature[]>
  /** Turns the draft into a signed version; false when the hash is no longer this one or it is signed already. */
  markSigned: (portalId: number, signed: { versionNo: number, hash: string, startsAt: number, signedAt: number }) => Promise<boolean>
}
