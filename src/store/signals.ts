import type { EntityTypeId } from '../domain/item-ref.ts'
import type { Page, PageRequest } from './paging.ts'
import type { StoredSignal } from './reviews.ts'

/** A verdict whose outcome raises a question. */
export interface OutcomeOfVerdict {
  feedbackId: number
  repId: number | null
  entityTypeId: EntityTypeId
  itemId: number
  givenAt: number
}

/** Questions raised by what happened; the same question is asked once. */
export interface SignalRepository {
  /** Adds what is new by `dedupeKey`; returns how many were. */
  addMany: (portalId: number, signals: Omit<StoredSignal, 'signalId'>[]) => Promise<number>
  /** Newest first; all parts of the filter must hold. */
  list: (portalId: number, filter: { kind?: string, repId?: number }, page: PageRequest) => Promise<Page<StoredSignal>>
  /** Qualified verdicts since a moment whose item, or a deal of it, was lost within a time after them. */
  lostEarly: (portalId: number, wish: { sinceAt: number, withinMs: number }) => Promise<(OutcomeOfVerdict & { lostAt: number })[]>
  /** Rejected leads whose contact has had another deal since, created since a moment. */
  dealsAfterRejection: (portalId: number, sinceAt: number) => Promise<(OutcomeOfVerdict & { dealId: number, dealAt: number })[]>
  /** Kinds of questions by feedback. */
  ofFeedback: (portalId: number, feedbackIds: number[]) => Promise<{ feedbackId: number, kind: string }[]>
}
