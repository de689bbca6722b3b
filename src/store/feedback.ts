import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** By which way feedback came. */
export type FeedbackRoute = 'widget' | 'tab' | 'timeline' | 'native' | 'api'

/** One entry of an item's feedback; entries are added and never changed. */
export interface FeedbackEntry {
  feedbackId: number
  entityTypeId: EntityTypeId
  itemId: number
  kind: 'verdict' | 'still_trying'
  /** The verdict's label; null for `still_trying`. */
  label: string | null
  /** Answer per criterion code. */
  answers: Record<string, string>
  /** Criterion codes whose answers came from bound CRM fields. */
  prefilled: string[]
  warmth: string | null
  reason: string | null
  /** The rep's words; null once their time is over. */
  comment: string | null
  complete: boolean
  /** No user could be proven. */
  unproven: boolean
  authorId: number | null
  route: FeedbackRoute
  evidence: Record<string, unknown>
  /** Treaty version it was given under. */
  versionNo: number | null
  givenAt: number
  /** Unique in the portal: the same key twice is the same entry. */
  dedupeKey: string
  /** From shown to saved. */
  durationMs: number | null
}

/** Feedback on items: append only. */
export interface FeedbackRepository {
  /** Adds an entry, or returns the one that has its `dedupeKey` (`added` false). */
  append: (portalId: number, entry: Omit<FeedbackEntry, 'feedbackId'>) => Promise<{ entry: FeedbackEntry, added: boolean }>
  /** Oldest first. */
  ofItem: (portalId: number, ref: ItemRef) => Promise<FeedbackEntry[]>
  ofItems: (portalId: number, refs: ItemRef[]) => Promise<FeedbackEntry[]>
  /** The newest verdict of each item that has one. */
  latestOf: (portalId: number, refs: ItemRef[]) => Promise<FeedbackEntry[]>
  /** Complete verdicts given within a period, oldest first. */
  completeBetween: (portalId: number, period: { fromAt: number, toAt: number }) => Promise<FeedbackEntry[]>
}
