import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** `live` is worked before `bulk` (imports, sweeps, backfill). */
export type Lane = 'live' | 'bulk'

/** What the events said about a change; hints, never truth. Merged over all events since the row was last taken away. */
export interface DirtyEvidence {
  /** Upper-case event names, newest last, at most eight. */
  events?: string[]
  /** User ids the messages claimed, newest last, at most eight. */
  claimedUserIds?: number[]
  /** User ids proven by their own token, newest last, at most eight. */
  provenUserIds?: number[]
  /** The newest message carried a user's token: a person acted, not a robot. */
  hadUserToken?: boolean
}

/** "Go and look at this item." */
export interface DirtyMark extends ItemRef {
  lane: Lane
  /** The portal said that the item is gone. */
  deleted?: boolean
  /** When we heard of it. */
  seenAt: number
  /** Not worked before this moment. @default at once */
  notBeforeAt?: number
  evidence?: DirtyEvidence
}

/** A mark together with its portal, for one statement over many portals. */
export interface PortalDirtyMark extends DirtyMark {
  portalId: number
}

/** One changed item that waits for the sync. */
export interface DirtyItem {
  entityTypeId: EntityTypeId
  itemId: number
  lane: Lane
  /** Grows with every mark and never repeats, also not after the row was done and came back. */
  version: number
  deleted: boolean
  firstSeenAt: number
  lastSeenAt: number
  notBeforeAt: number | null
  attempts: number
  lastError: string | null
  evidence: DirtyEvidence
}

/** A dirty item as it was taken: only this version is done, a newer one stays. */
export type TakenDirtyItem = Pick<DirtyItem, 'entityTypeId' | 'itemId' | 'version'>

/** The inbox: one row per changed object, so that a repeat changes nothing. Every mark is announced (`topic: 'work'`). */
export interface DirtyRepository {
  /** Marks items. A row already waiting keeps the faster lane, the first sight and the earlier `notBeforeAt`. */
  mark: (portalId: number, marks: DirtyMark[]) => Promise<void>
  /** The same for many portals in one statement (the event receiver's group commit). */
  markAcrossPortals: (marks: PortalDirtyMark[]) => Promise<void>
  /** Reads up to `limit` rows that may be worked now. @default order newest for live, oldest for bulk */
  take: (portalId: number, wish: { lane: Lane, limit: number, now: number, order?: 'newest' | 'oldest' }) => Promise<DirtyItem[]>
  /** Removes the rows unless they were marked again since; returns how many were removed. */
  done: (portalId: number, rows: TakenDirtyItem[]) => Promise<number>
  /** Puts rows off and counts the attempt; a row marked again since keeps its new state. */
  defer: (portalId: number, rows: TakenDirtyItem[], why: { notBeforeAt: number, error: string | null, lane?: Lane }) => Promise<void>
  /** Makes rows due that were put off because of this error, and announces them. */
  resume: (portalId: number, error: string) => Promise<void>
  /** How many wait, by lane, and since when the oldest of each does. */
  waiting: (portalId: number) => Promise<Record<Lane, { count: number, oldestSeenAt: number | null }>>
  /** Rows that failed at least `minAttempts` times, most attempts first. */
  listFailing: (portalId: number, wish: { minAttempts: number, limit: number }) => Promise<DirtyItem[]>
  /** Portals with rows that may be worked now, those with live rows first. */
  portalsWithWork: (now: number, limit?: number) => Promise<{ portalId: number, hasLive: boolean }[]>
}
