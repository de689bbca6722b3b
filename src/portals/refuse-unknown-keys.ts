import type { StoreScope } from '../store/store.ts'
import { createTokenVault } from './token-vault.ts'

/** Tokens are stored that no configured key opens. */
export class EncryptionKeyMissingError extends Error {
  readonly code = 'encryption_key_missing'
  constructor(keyIds: readonly string[]) {
    super(`The database holds tokens sealed with another key (${keyIds.join(', ')}). Put the ENCRYPTION_KEY of that time into ENCRYPTION_KEYS_FORMER; without it every portal has to be installed again.`)
    this.name = 'EncryptionKeyMissingError'
  }
}

/**
 * A server with a wrong key would find every portal closed and say so to each of them; it says it here, once, and does not start.
 * @throws EncryptionKeyMissingError
 */
export async function refuseUnknownKeys({ tokens }: Pick<StoreScope, 'tokens'>, { encryptionKeys }: { encryptionKeys: readonly Uint8Array[] }): Promise<void> {
  const vault = createTokenVault(encryptionKeys)
  const unknown = (await tokens.keyIds()).filter(keyId => !vault.knows(keyId))
  if (unknown.length > 0)
    throw new EncryptionKeyMissingError(unknown)
}
