/**
 * The right to work on a portal, held by one process at a time. Time is the database's clock, so that the clocks of two
 * machines need not agree. A new holder gets a higher epoch; whoever writes for the portal checks that its epoch is current.
 */
export interface LeaseRepository {
  /**
   * Takes the portal for `forMs` when nobody holds it, or its holder's time is over.
   * @returns the epoch, or null when another owner holds it. The holder itself gets its own epoch again.
   */
  acquire: (portalId: number, owner: string, forMs: number) => Promise<number | null>
  /** Prolongs the lease; false = it was lost, stop working. */
  renew: (portalId: number, epoch: number, forMs: number) => Promise<boolean>
  /** Gives the portal back at once; harmless when the lease was lost. */
  release: (portalId: number, epoch: number) => Promise<void>
  /** True while this epoch holds the portal and its time is not over. Inside a transaction it also locks out a successor until the end. */
  isCurrent: (portalId: number, epoch: number) => Promise<boolean>
}
