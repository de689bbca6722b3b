/** A pair as the authorization server hands it out. */
export interface TokenPair {
  accessToken: string
  refreshToken: string
  /** End of the access token's life, ms. */
  expiresAt: number
  appId: number
  userId: number
}

/** What is known about a token somebody showed. */
export interface TokenInfo {
  appId: number
  userId: number
  /** ms */
  expiresAt: number
  isExpired: boolean
  /** The application was removed, or somebody turned the knob. */
  isRevoked: boolean
}

/** Why a refresh was refused; the endpoint words it as `invalid_grant` or `invalid_client`. */
type RefreshRefusal = 'unknown token' | 'expired' | 'revoked' | 'already used' | 'other application'

/** Tokens and one-time codes of every application of this portal. */
export interface Tokens {
  /** A fresh pair for one person in one application. */
  issue: (owner: { appId: number, userId: number }) => TokenPair
  /** `undefined` for a token this portal never issued. */
  byAccessToken: (accessToken: string) => TokenInfo | undefined
  /** Same for a refresh token; `isExpired` speaks of the refresh token then. */
  byRefreshToken: (refreshToken: string) => TokenInfo | undefined
  /**
   * Rotates: the shown refresh token stops working after the knob `oldRefreshTokenGraceSec`.
   * The access tokens issued before live on until they expire.
   */
  refresh: (refreshToken: string, appId: number) => TokenPair | RefreshRefusal
  /** A code of the authorization page, good once and for 30 seconds. */
  issueCode: (owner: { appId: number, userId: number }) => string
  /** The owner of an unused, living code; the code is spent by asking. */
  spendCode: (code: string, appId: number) => { appId: number, userId: number } | undefined
  /** All tokens of one application die (uninstalled). */
  revokeApp: (appId: number) => void
  /** All access tokens issued so far count as expired; refresh tokens stay good. */
  expireAll: () => void
  /** All access and refresh tokens issued so far stop working. */
  revokeAll: () => void
}
