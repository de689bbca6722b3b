import type { ItemRef } from '../domain/item-ref.ts'

/** What is read of a portal's past, in this order. */
export const BACKFILL_PARTS = ['users', 'leads', 'deals', 'lead_history', 'deal_history', 'activities'] as const

/** One of them. */
export type BackfillPartName = typeof BACKFILL_PARTS[number]

/**
 * Why reading goes slowly or waits. `requests`: our share of the portal's request limit is used up; `other_apps`: the portal refuses
 * though our own count has room, so other applications on our address use it; `operating`: half of the method's operating time is used;
 * `access`: the portal no longer accepts us; `missing`: this portal does not offer the method.
 */
export type BackfillHindrance = 'requests' | 'other_apps' | 'operating' | 'unreachable' | 'access' | 'missing' | 'fault'

/** How far one part has got. */
export interface BackfillPart {
  part: BackfillPartName
  state: 'waiting' | 'running' | 'done'
  /** Pages chained inside a batch, or ranges of ids where chaining does not work. */
  way: 'chain' | 'ranges'
  /** Everything up to this id is in the mirror. */
  afterId: number
  rowsRead: number
  /** As the portal counted when the part began; null = not counted. */
  rowsTotal: number | null
  /** Time spent reading, waiting for the portal's limits included. */
  workedMs: number
  startedAt: number | null
  updatedAt: number | null
  finishedAt: number | null
  hindrance: BackfillHindrance | null
  /** When it goes on by itself; null = at once. */
  resumeAt: number | null
  /** Failures in a row. */
  attempts: number
}

/** What a step changes. */
export type BackfillChange = Partial<Omit<BackfillPart, 'part' | 'rowsRead' | 'workedMs'>> & {
  /** Added to `rowsRead`. */
  moreRows?: number
  /** Added to `workedMs`. */
  moreMs?: number
}

/** How far the past of each portal has been read. */
export interface BackfillRepository {
  /** All parts of a portal in their order; empty before the first. */
  list: (portalId: number) => Promise<BackfillPart[]>
  /** Makes the rows of all parts; those that exist stay as they are. */
  plan: (portalId: number) => Promise<void>
  change: (portalId: number, part: BackfillPartName, change: BackfillChange) => Promise<void>
  /** Active portals whose past is not read to the end, `afterPortalId` 0 = from the start. */
  unfinished: (page: { afterPortalId: number, limit: number }) => Promise<number[]>
  /** Adds calls found to what was found before. */
  addCalls: (portalId: number, calls: readonly (ItemRef & { calls: number })[]) => Promise<void>
  /** Gives the calls found to the items of the mirror (a number counted live stays when it is greater) and forgets the tally. */
  settleCalls: (portalId: number) => Promise<void>
}
