/** Work on a portal beside the gate, one process at a time each: reading its past, looking for what events did not tell, the nightly comparison. */
export type PortalTask = 'backfill' | 'tend' | 'offline' | 'compare'

/** A task taken. */
export interface TaskHold {
  /** Grows with every holder; whoever stores results of the task checks it. */
  epoch: number
}

/**
 * The right to do one task of a portal, like the lease of the gate, with a time of its own when it is due again. The database's
 * clock decides, so that the clocks of two machines need not agree.
 */
export interface TaskLeaseRepository {
  /**
   * Takes a task that nobody holds and that is due.
   * @returns null when another owner holds it or its time has not come
   */
  acquire: (portalId: number, task: PortalTask, wish: { owner: string, forMs: number }) => Promise<TaskHold | null>
  /** Prolongs it and locks out a successor until the end of the transaction; false = it was lost, store nothing. */
  renew: (portalId: number, task: PortalTask, hold: TaskHold, forMs: number) => Promise<boolean>
  /** Gives it back; the next holder may take it after so long. Harmless when it was lost. @default at once */
  release: (portalId: number, task: PortalTask, hold: TaskHold, dueInMs?: number) => Promise<void>
  /** Makes it due now (tests, a wish of an administrator). */
  makeDue: (portalId: number, task: PortalTask) => Promise<void>
}
