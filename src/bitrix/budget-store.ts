import type { Lane } from './portal-client.ts'

/** Requests taken by each lane since the bucket was last empty; decides who may still take from a full bucket. */
export type LaneLevels = Record<Lane, number>

/** Time used of one method in its ten-minute window, as the portal last told. */
export interface OperatingState {
  /** Seconds. */
  usedSec: number
  /** ms since the epoch; the portal forgets the time then. */
  resetAt: number
  /** ms since the epoch; 0 = not blocked. */
  blockedUntil: number
}

/** The whole request budget of one portal, shared by all processes. */
export interface BudgetState {
  /** Fill of each lane's part of the bucket at `levelAt`; their sum is the bucket's fill. */
  levels: LaneLevels
  /** ms since the epoch. */
  levelAt: number
  /** ms since the epoch; set when the portal itself says "too many". */
  blockedUntil: number
  /** When each lane last asked, ms since the epoch: a lane that is silent lends its share. */
  askedAt: LaneLevels
  /**
   * Other applications on our address take requests we cannot see: the background waits until then, longer each time the portal
   * refuses again. ms since the epoch; 0 = not noticed.
   */
  crowdedUntil: number
  /** How long the background waited last because of them, ms. */
  crowdedForMs: number
  /** By method name. */
  operating: Record<string, OperatingState>
}

/** Port: where the budget lives. */
export interface BudgetStore {
  /**
   * Reads, changes and writes the budget as one step that no other process can interrupt.
   * `change` gets null the first time, and the moment by the one clock all processes share, ms; it is pure and may be run again.
   */
  update: <T>(portalId: number, change: (state: BudgetState | null, at: number) => { state: BudgetState, answer: T }) => Promise<T>
}
