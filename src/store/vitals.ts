/** Sums over all portals, for the operator: no portal can be told from them. Instants are ms since the epoch. */
export interface Vitals {
  activePortals: number
  /** Portals whose tokens the portal or the OAuth server has refused. */
  deadTokens: number
  /** Items that wait for a look, and since when the oldest does. */
  dirtyLive: number
  dirtyBulk: number
  oldestLiveAt: number | null
  oldestBulkAt: number | null
  /** Items that failed too often. */
  deadLooks: number
  /** Writes that wait for their turn, and those that came to nothing. */
  writesWaiting: number
  deadWrites: number
}

/** How the whole house does. */
export interface VitalsRepository {
  /** A look counts as dead after so many attempts. */
  read: (deadAfterAttempts: number) => Promise<Vitals>
}
