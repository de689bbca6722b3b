import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'
import type { HeardCall, PinnedMoment } from '../domain/review.ts'
import type { Page, PageRequest } from './paging.ts'

/** Feedback chosen to be looked at again. Written once, never changed. @see ReviewChoice in src/domain/review.ts */
export interface StoredReview {
  reviewId: number
  feedbackId: number
  entityTypeId: EntityTypeId
  itemId: number
  side: 'marketing' | 'sales'
  label: string
  reason: string | null
  authorId: number | null
  assignedTo: number | null
  byShare: boolean
  /** The only basis of accuracy. */
  byAudit: boolean
  inheritedFrom: number | null
  seedWeek: string | null
  /** Version in force at the item's creation; null = no treaty then, nothing is due. */
  versionNo: number | null
  chosenAt: number
  /** Null = nothing is due. */
  dueAt: number | null
}

/** One row of a review's history; appended only. @see ReviewAct in src/domain/review.ts */
export interface StoredAct {
  reviewId: number
  seq: number
  kind: string
  /** When it counts: of silences the deadline itself. */
  at: number
  recordedAt: number
  actorId: number | null
  route: string
  criterion: string | null
  label: string | null
  outcome: 'upheld' | 'overturned' | null
  /** Null once their time is over. */
  words: string | null
  pinned: PinnedMoment | null
  heard: HeardCall[]
  feedbackId: number | null
  answerDueAt: number | null
  rulingDueAt: number | null
  appealUntilAt: number | null
  clientKey: string | null
}

/**
 * Where a review stands: derived from its acts and written with them, so that queues and figures need not replay. Acts that were
 * taken back have left no trace here.
 */
export interface StoredStanding {
  reviewId: number
  /** Number of acts so far. */
  revision: number
  /** One of `REVIEW_STATES`. */
  state: string
  /** Index in `QUEUE_GROUPS`. */
  rank: number
  side: 'marketing' | 'sales'
  label: string
  entityTypeId: EntityTypeId
  itemId: number
  authorId: number | null
  assignedTo: number | null
  byAudit: boolean
  /** What a lead of its source costs, minor units. */
  costMinor: number | null
  chosenAt: number
  dueAt: number | null
  /** Who accepted or disputed (of `sales`: who looked), and when; null = nobody has. */
  reviewerId: number | null
  reviewedAt: number | null
  proposedLabel: string | null
  criterion: string | null
  answeredAt: number | null
  insisted: boolean
  answerDueAt: number | null
  rulingDueAt: number | null
  /** Who ruled last, and when; null = nobody has, silence included. */
  rulerId: number | null
  ruledAt: number | null
  outcome: 'upheld' | 'overturned' | null
  /** The verdict a ruling, a silence or the rep's own correction has set. */
  finalLabel: string | null
  isOwnerRuling: boolean
  appealUntilAt: number | null
  /** An upheld ruling waits for the owner. */
  isSampled: boolean
  /** The next deadline at which time itself acts; null = none. */
  clockAt: number | null
}

/** What somebody has played of an item in review. */
export interface StoredHeard {
  reviewId: number
  userId: number
  callId: string
  seconds: number
  at: number
}

/** What marketing changed, per source and cluster of reasons. */
export interface MarketingChange {
  changeId: number
  sourceId: string | null
  utmCampaign: string | null
  label: string | null
  reason: string | null
  words: string | null
  authorId: number
  happenedAt: number
  recordedAt: number
  clientKey: string
}

/** The seed of one week's samples: its hash is shown before anything is drawn, itself when the week is over. */
export interface AuditSeed {
  /** `YYYY-MM-DD` of the first day in the portal's zone. */
  week: string
  /** 64 hex digits. */
  seed: string
  /** SHA-256 of the seed's text, hex. */
  hash: string
  startsAt: number
  endsAt: number
  hashPublishedAt: number
  seedPublishedAt: number | null
}

/** A question raised by what happened. */
export interface StoredSignal {
  signalId: number
  kind: string
  repId: number | null
  entityTypeId: EntityTypeId | null
  itemId: number | null
  feedbackId: number | null
  detail: Record<string, unknown>
  at: number
  dedupeKey: string
}

/** A month's blind calibration. */
export interface CalibrationSet {
  setId: number
  /** `YYYY-MM`. */
  month: string
  versionNo: number | null
  createdAt: number
  closesAt: number
}

/** One lead of a set, with its three judges. */
export interface CalibrationLead {
  setId: number
  position: number
  entityTypeId: EntityTypeId
  itemId: number
  repId: number
  marketerId: number
  ropId: number
}

/** One judgement; given once. */
export interface CalibrationJudgement {
  setId: number
  position: number
  judge: 'rep' | 'marketer' | 'rop'
  userId: number
  label: string
  answers: Record<string, string>
  at: number
}

/** A new act with where the review stands after it. */
export interface NewAct {
  act: Omit<StoredAct, 'recordedAt'> & { recordedAt: number }
  /** Columns of the standing that acts decide; the rest was written with the choice. */
  standing: Omit<StoredStanding, 'side' | 'label' | 'entityTypeId' | 'itemId' | 'authorId' | 'assignedTo' | 'byAudit' | 'costMinor' | 'chosenAt' | 'dueAt'>
}

/** Some reviews of a queue: all named parts must hold. */
export interface StandingPart {
  side?: 'marketing' | 'sales'
  states?: string[]
  ranks?: number[]
  byAudit?: boolean
  insisted?: boolean
  isSampled?: boolean
  isOwnerRuling?: boolean
  /** False = nobody has acted on it (a sample row that was only listened to); true = it was decided by a person. */
  reviewed?: boolean
}

/** Reviews of a queue: one of the parts, and every condition below. */
export interface StandingFilter {
  parts: StandingPart[]
  authorIds?: number[]
  assignedTo?: number
  reviewerId?: number
}

/** `use`: most useful first · `due`: the nearest deadline first · `recent`: what was decided last first. */
export type StandingOrder = 'use' | 'due' | 'recent'

/** Feedback chosen for review, its history and where it stands. Acts are added and never changed. */
export interface ReviewRepository {
  /** Adds choices with their first standing; a feedback already chosen for that side stays as it is. Returns what was added. */
  choose: (portalId: number, rows: { review: Omit<StoredReview, 'reviewId'>, rank: number, costMinor: number | null, clockAt: number | null }[]) => Promise<StoredReview[]>
  get: (portalId: number, reviewId: number) => Promise<StoredReview | null>
  getMany: (portalId: number, reviewIds: number[]) => Promise<StoredReview[]>
  standings: (portalId: number, reviewIds: number[]) => Promise<StoredStanding[]>
  /** Oldest first. */
  ofItems: (portalId: number, refs: ItemRef[]) => Promise<StoredReview[]>
  /** Chosen within a period, oldest first. */
  chosenBetween: (portalId: number, period: { fromAt: number, toAt: number }) => Promise<StoredReview[]>
  /** By review, then in order. */
  actsOf: (portalId: number, reviewIds: number[]) => Promise<StoredAct[]>
  /** Adds the next act. False when somebody else has added one with this number or this client key meanwhile: nothing is written then. */
  append: (portalId: number, next: NewAct) => Promise<boolean>
  queue: (portalId: number, filter: StandingFilter, order: StandingOrder, page: PageRequest) => Promise<Page<StoredStanding>>
  /** One number per filter, in the order given. */
  counts: (portalId: number, filters: StandingFilter[]) => Promise<number[]>
  /** Reviews on which time must act by now, the longest overdue first. */
  dueByClock: (portalId: number, now: number, limit: number) => Promise<StoredStanding[]>
  /** Waiting reviews whose item was deleted. */
  waitingForDeleted: (portalId: number, limit: number) => Promise<StoredStanding[]>
  /** Acts of a kind within a period that were not taken back. */
  countActs: (portalId: number, wish: { kinds: string[], fromAt: number, toAt: number, actorId?: number }) => Promise<number>
  /** Keeps what was played: seconds grow and never shrink. */
  hear: (portalId: number, rows: StoredHeard[]) => Promise<void>
  heardBy: (portalId: number, userId: number, reviewIds: number[]) => Promise<StoredHeard[]>
  /** Lets one transaction at a time count the week's acts of a portal and add to them; held until the transaction ends. */
  holdCaps: (portalId: number) => Promise<void>
}
