import type { Clock } from '../clock.ts'
import type { Knobs } from '../knobs/knobs.ts'
import type { TokenInfo, TokenPair, Tokens } from './tokens.ts'
import { randomBytes } from 'node:crypto'

/** Life of a one-time code. */
const codeLifetimeMs = 30_000
/** Dead pairs are swept out after so many new ones. */
const sweepEvery = 5_000

interface StoredPair extends TokenPair {
  refreshExpiresAt: number
  isRevoked: boolean
  /** When the refresh token was exchanged; null = not yet. */
  exchangedAt: number | null
}

interface StoredCode {
  appId: number
  userId: number
  expiresAt: number
}

/** Tokens in memory; lifetimes come from the knobs at the moment of issue. */
export function createTokens({ clock, knobs }: { clock: Clock, knobs: Knobs }): Tokens {
  const byAccess = new Map<string, StoredPair>()
  const byRefresh = new Map<string, StoredPair>()
  const codes = new Map<string, StoredCode>()

  const sweep = (): void => {
    const now = clock.now()
    for (const pair of byRefresh.values()) {
      if (pair.expiresAt < now && (pair.refreshExpiresAt < now || pair.exchangedAt !== null)) {
        byAccess.delete(pair.accessToken)
        byRefresh.delete(pair.refreshToken)
      }
    }
  }

  const issue: Tokens['issue'] = ({ appId, userId }) => {
    const pair: StoredPair = {
      accessToken: secret(35),
      refreshToken: secret(35),
      expiresAt: clock.now() + knobs.get('accessTokenLifetimeSec') * 1000,
      refreshExpiresAt: clock.now() + knobs.get('refreshTokenLifetimeSec') * 1000,
      appId,
      userId,
      isRevoked: false,
      exchangedAt: null,
    }
    byAccess.set(pair.accessToken, pair)
    byRefresh.set(pair.refreshToken, pair)
    if (byRefresh.size % sweepEvery === 0)
      sweep()
    return { accessToken: pair.accessToken, refreshToken: pair.refreshToken, expiresAt: pair.expiresAt, appId, userId }
  }

  const isExchanged = (pair: StoredPair): boolean =>
    pair.exchangedAt !== null && clock.now() >= pair.exchangedAt + knobs.get('oldRefreshTokenGraceSec') * 1000

  return {
    issue,
    byAccessToken: token => describe(byAccess.get(token), pair => pair.expiresAt, clock.now()),
    byRefreshToken: token => describe(byRefresh.get(token), pair => pair.refreshExpiresAt, clock.now()),
    refresh(refreshToken, appId) {
      const pair = byRefresh.get(refreshToken)
      if (!pair)
        return 'unknown token'
      if (pair.appId !== appId)
        return 'other application'
      if (pair.isRevoked)
        return 'revoked'
      if (isExchanged(pair))
        return 'already used'
      if (pair.refreshExpiresAt <= clock.now())
        return 'expired'
      pair.exchangedAt ??= clock.now()
      return issue(pair)
    },
    issueCode({ appId, userId }) {
      const code = secret(35)
      codes.set(code, { appId, userId, expiresAt: clock.now() + codeLifetimeMs })
      return code
    },
    spendCode(code, appId) {
      const stored = codes.get(code)
      if (!stored || stored.appId !== appId)
        return undefined
      codes.delete(code)
      return stored.expiresAt > clock.now() ? { appId: stored.appId, userId: stored.userId } : undefined
    },
    revokeApp(appId) {
      for (const pair of byRefresh.values()) {
        if (pair.appId === appId)
          pair.isRevoked = true
      }
    },
    expireAll() {
      for (const pair of byRefresh.values())
        pair.expiresAt = Math.min(pair.expiresAt, clock.now())
    },
    revokeAll() {
      for (const pair of byRefresh.values())
        pair.isRevoked = true
    },
  }
}

function describe(pair: StoredPair | undefined, endsAt: (pair: StoredPair) => number, now: number): TokenInfo | undefined {
  if (!pair)
    return undefined
  return { appId: pair.appId, userId: pair.userId, expiresAt: endsAt(pair), isExpired: endsAt(pair) <= now, isRevoked: pair.isRevoked }
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}
