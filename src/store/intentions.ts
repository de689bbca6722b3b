import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** What we are about to do in the portal. */
export type IntentionKind = 'correct.return_lead' | 'correct.hold_deal' | 'correct.release_deal' | 'correct.close_lead'
  | 'notify' | 'record.open' | 'record.update' | 'record.close' | 'native.write' | 'trigger' | 'todo'

export type IntentionState = 'pending' | 'running' | 'done' | 'failed' | 'superseded' | 'refused'

/** A write to the portal, stored before it is made, so that a crash neither loses nor doubles it. */
export interface Intention {
  intentionId: number
  kind: IntentionKind
  entityTypeId: EntityTypeId
  itemId: number
  /** Unique in the portal: the same key twice is the same intention. */
  dedupeKey: string
  payload: Record<string, unknown>
  state: IntentionState
  /** Lease epoch that took it last; null before. */
  epoch: number | null
  attempts: number
  notBeforeAt: number | null
  createdAt: number
  updatedAt: number
  result: unknown
  error: string | null
}

/** A wish to write. */
export type NewIntention = Pick<Intention, 'kind' | 'entityTypeId' | 'itemId' | 'dedupeKey' | 'payload'> & { notBeforeAt?: number | null }

/** How an attempt ended. `pending` with `notBeforeAt` = try again later. */
export interface IntentionEnd {
  intentionId: number
  state: 'done' | 'failed' | 'refused' | 'pending'
  result?: unknown
  error?: string | null
  notBeforeAt?: number | null
}

/** Intentions of a portal, in the order they were stored. */
export interface IntentionRepository {
  /** Stores it, or returns the one that has its `dedupeKey` (`added` false). */
  put: (portalId: number, intention: NewIntention, now: number) => Promise<{ intention: Intention, added: boolean }>
  /** The same for many at once, in the given order. */
  putMany: (portalId: number, intentions: NewIntention[], now: number) => Promise<{ intention: Intention, added: boolean }[]>
  /**
   * Takes the next ones to make, oldest first, and marks them `running` under this lease epoch: those pending and due,
   * and those left running by an earlier epoch. Takes none when the epoch is no longer current.
   */
  takePending: (portalId: number, epoch: number, limit: number, now: number) => Promise<Intention[]>
  /** Stores how attempts ended, only for those still running under this epoch; returns the ids that were. */
  finish: (portalId: number, epoch: number, ends: IntentionEnd[], now: number) => Promise<number[]>
  /** Withdraws undone intentions of an item, all, only some kinds, only keys that begin with a text; those already running are left. Returns how many. */
  supersede: (portalId: number, ref: ItemRef, options: { kinds?: IntentionKind[], keyPrefix?: string, now: number }) => Promise<number>
  /** Pending and running ones. */
  countUndone: (portalId: number) => Promise<number>
  ofItem: (portalId: number, ref: ItemRef) => Promise<Intention[]>
  ofItems: (portalId: number, refs: ItemRef[]) => Promise<Intention[]>
  /** When the next pending one is due; null = none waits. */
  nextDueAt: (portalId: number) => Promise<number | null>
  /**
   * Writes that came to nothing, newest first: refused by the portal, given up, or still tried after `minAttempts`. A correction that
   * was no longer wanted is none of them: the ledger has its outcome.
   */
  listDead: (portalId: number, wish: { minAttempts: number, limit: number }) => Promise<Intention[]>
  /** Makes dead ones due again, as if never tried; those done or superseded meanwhile stay. Returns the ids that were. */
  revive: (portalId: number, intentionIds: number[], now: number) => Promise<number[]>
  /** Removes finished ones not touched since a moment; returns how many. */
  deleteFinishedBefore: (portalId: number, before: number) => Promise<number>
}
