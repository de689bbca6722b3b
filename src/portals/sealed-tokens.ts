import type { NewPortalToken, PortalToken } from '../store/tokens.ts'
import type { TokenVault } from './token-vault.ts'

/** The two secrets of a portal in clear, for as long as one call needs them. */
export interface ClearTokens {
  accessToken: string
  refreshToken: string
}

/** Tokens as the store keeps them. */
export function sealTokens(vault: TokenVault, portalId: number, tokens: ClearTokens & { userId: number, expiresAt: number }): NewPortalToken {
  return {
    userId: tokens.userId,
    accessCipher: vault.seal(tokens.accessToken, label(portalId, 'access')).cipher,
    refreshCipher: vault.seal(tokens.refreshToken, label(portalId, 'refresh')).cipher,
    keyId: vault.keyId,
    expiresAt: tokens.expiresAt,
  }
}

/** Tokens as a call needs them. @throws KeyUnknownError */
export function openTokens(vault: TokenVault, portalId: number, row: PortalToken): ClearTokens {
  return {
    accessToken: vault.open({ cipher: row.accessCipher, keyId: row.keyId }, label(portalId, 'access')),
    refreshToken: vault.open({ cipher: row.refreshCipher, keyId: row.keyId }, label(portalId, 'refresh')),
  }
}

function label(portalId: number, what: 'access' | 'refresh'): string {
  return `portal:${portalId}:service:${what}`
}
