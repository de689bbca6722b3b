import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'
import type { Page, PageRequest } from './paging.ts'

/** A governed move that slipped past the rules, with its evidence; rows are added and never changed. */
export interface Breach {
  breachId: number
  entityTypeId: EntityTypeId
  itemId: number
  kind: string
  /** Unique in the portal: the same key twice is the same breach. */
  dedupeKey: string
  /** Row of the stage history; null when seen without one. */
  moveHistoryId: number | null
  movedAt: number
  detectedAt: number
  route: string
  actorId: number | null
  evidence: Record<string, unknown>
  versionNo: number | null
  mode: 'observe' | 'enforce'
  /** What was missing, for the rep. */
  missing: unknown
}

/** How a breach ended; the last one counts. */
export type BreachOutcomeCode = 'returned' | 'held' | 'released' | 'completed' | 'granted' | 'notice' | 'expired' | 'too_old'
  | 'brake' | 'paused' | 'handed_to_rop' | 'refused_by_portal'

/** One step of a breach's story. */
export interface BreachOutcome {
  breachId: number
  /** 1, 2, 3 … within the breach. */
  seq: number
  outcome: BreachOutcomeCode
  at: number
  actorId: number | null
  reason: string | null
  intentionId: number | null
}

/** A breach with its story, oldest step first. */
export interface BreachWithOutcomes extends Breach {
  outcomes: BreachOutcome[]
}

/** Which breaches a list shows. All parts must hold; absent = any. */
export interface BreachFilter {
  /** Of `detectedAt`, included. */
  fromAt?: number
  /** Of `detectedAt`, excluded. */
  toAt?: number
  /** Of `movedAt`, included. */
  movedFromAt?: number
  /** Of `movedAt`, excluded. */
  movedToAt?: number
  /** Assignee of the item, as the mirror knows him. */
  assignedTo?: number
  /** The last outcome; `open` = none yet. */
  outcome?: BreachOutcomeCode | 'open'
  route?: string
  actorId?: number
  kind?: string
  item?: ItemRef
}

/** The bypass ledger: append only. */
export interface BreachRepository {
  /** Adds a breach, or returns the one that has its `dedupeKey` (`added` false). */
  record: (portalId: number, breach: Omit<Breach, 'breachId'>) => Promise<{ breach: Breach, added: boolean }>
  /** The same for many, in the order given. */
  recordMany: (portalId: number, breaches: readonly Omit<Breach, 'breachId'>[]) => Promise<{ breach: Breach, added: boolean }[]>
  /** Adds a step; `seq` is counted here. @throws Error when the portal has no such breach */
  addOutcome: (portalId: number, outcome: Omit<BreachOutcome, 'seq'>) => Promise<BreachOutcome>
  /** Adds a step to each of many breaches, one step a breach. @throws Error when one of them does not exist: then none is added */
  addOutcomes: (portalId: number, outcomes: readonly Omit<BreachOutcome, 'seq'>[]) => Promise<BreachOutcome[]>
  get: (portalId: number, breachId: number) => Promise<BreachWithOutcomes | null>
  /** Newest first. `offset` leaves out so many rows behind the cursor, for pages with numbers. */
  list: (portalId: number, filter: BreachFilter, page: PageRequest & { offset?: number }) => Promise<Page<BreachWithOutcomes>>
  count: (portalId: number, filter: BreachFilter) => Promise<number>
  /** Oldest first. */
  ofItem: (portalId: number, ref: ItemRef) => Promise<BreachWithOutcomes[]>
  ofItems: (portalId: number, refs: ItemRef[]) => Promise<BreachWithOutcomes[]>
  /** Outcomes of these kinds since a moment; the brake's numerator. */
  countOutcomesSince: (portalId: number, outcomes: BreachOutcomeCode[], sinceAt: number) => Promise<number>
}
