/** What one call needs to reach a portal as our application. Secret: never logged, never sent to a browser. */
export interface PortalAccess {
  memberId: string
  /** Employee on whose behalf the service token works. */
  userId: number
  accessToken: string
  /** ms since the epoch. */
  expiresAt: number
  /** `https://portal/rest/`: stored, proven at the OAuth host, never taken from a request. */
  clientEndpoint: string
  serverEndpoint: string
  /** Grows with each refresh; tells a stale reader that somebody else has refreshed. */
  generation: number
}

/** Port: tokens of a portal. Implemented by `src/portals`. */
export interface TokenSource {
  /**
   * The stored access, refreshed only when it has run out.
   * @throws AccessRevokedError when the portal is unknown, locked, or its tokens are dead
   */
  read: (portalId: number) => Promise<PortalAccess>
  /**
   * A newer access than the one with this generation. Calls at the same time share one refresh.
   * @throws AccessRevokedError when the OAuth host refuses
   * @throws PortalUnreachableError when the OAuth host does not answer
   */
  refresh: (portalId: number, staleGeneration: number) => Promise<PortalAccess>
  /** Address of the portal, for calls with somebody else's token. Does not touch our tokens. */
  endpoint: (portalId: number) => Promise<Pick<PortalAccess, 'memberId' | 'clientEndpoint' | 'serverEndpoint'>>
}
