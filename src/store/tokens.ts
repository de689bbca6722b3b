/** The service user's tokens, encrypted by `src/portals`; this room never sees them in clear. */
export interface PortalToken {
  purpose: 'service'
  userId: number
  accessCipher: Uint8Array
  refreshCipher: Uint8Array
  /** Which encryption key sealed them. */
  keyId: string
  expiresAt: number
  /** Grows with every replacement; the compare-and-set of `replace`. */
  generation: number
  /** `dead`: the portal or the authorization server said so; only a new installation revives. */
  state: 'ok' | 'dead'
  updatedAt: number
}

/** New tokens; the generation is counted here. */
export type NewPortalToken = Pick<PortalToken, 'userId' | 'accessCipher' | 'refreshCipher' | 'keyId' | 'expiresAt'>

/** Tokens of a portal. */
export interface TokenRepository {
  read: (portalId: number) => Promise<PortalToken | null>
  /** Sets tokens whatever was there (a proven installation); returns the new generation. */
  save: (portalId: number, token: NewPortalToken, now: number) => Promise<number>
  /** Replaces the tokens only if nobody did meanwhile. False: read again, another process refreshed first. */
  replace: (portalId: number, expectedGeneration: number, token: NewPortalToken, now: number) => Promise<boolean>
  /** Marks these tokens dead, unless newer ones came meanwhile (then false). */
  markDead: (portalId: number, generation: number, now: number) => Promise<boolean>
  /** Names of the keys that sealed the living tokens of all portals. */
  keyIds: () => Promise<string[]>
  remove: (portalId: number) => Promise<void>
}
