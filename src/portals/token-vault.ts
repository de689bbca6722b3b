import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** A sealed secret and the key that sealed it. */
export interface Sealed {
  cipher: Uint8Array
  keyId: string
}

/** Seals secrets with the first key and opens them with any. */
export interface TokenVault {
  /** Key that seals now; a token sealed with another one is sealed anew at its next refresh. */
  readonly keyId: string
  /** True for a key this vault can open with. */
  knows: (keyId: string) => boolean
  /** `label` binds the secret to its place: moved to another portal or column it does not open. */
  seal: (secret: string, label: string) => Sealed
  /** @throws KeyUnknownError when the key is no longer configured, or the secret was tampered with */
  open: (sealed: Sealed, label: string) => string
  /** A key for another purpose that nobody can trace back to the encryption key. */
  derive: (purpose: string) => Uint8Array
}

/** A stored secret cannot be opened. */
export class KeyUnknownError extends Error {
  readonly code = 'key_unknown'
  constructor(keyId: string) {
    super(`A stored token was sealed with key ${keyId}, which does not open it. Add the former ENCRYPTION_KEY to ENCRYPTION_KEYS_FORMER.`)
    this.name = 'KeyUnknownError'
  }
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM; a sealed secret is nonce, tag, text. Keys are 32 bytes, the current one first. */
export function createTokenVault(keys: readonly Uint8Array[]): TokenVault {
  const [current] = keys
  if (current === undefined || keys.some(key => key.length !== 32))
    throw new RangeError('The vault needs keys of 32 bytes.')
  const byId = new Map(keys.map(key => [idOf(key), key]))
  return {
    keyId: idOf(current),
    knows: keyId => byId.has(keyId),
    seal(secret, label) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', current, nonce).setAAD(Buffer.from(label))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return { cipher: Buffer.concat([nonce, cipher.getAuthTag(), text]), keyId: idOf(current) }
    },
    open({ cipher, keyId }, label) {
      const key = byId.get(keyId)
      const bytes = Buffer.from(cipher)
      if (!key || bytes.length < NONCE_BYTES + TAG_BYTES)
        throw new KeyUnknownError(keyId)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(label))
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
      }
      catch (cause) {
        throw Object.assign(new KeyUnknownError(keyId), { cause })
      }
    },
    derive: purpose => new Uint8Array(hkdfSync('sha256', current, Buffer.alloc(0), purpose, 32)),
  }
}

/** Names a key without telling it. */
function idOf(key: Uint8Array): string {
  return createHash('sha256').update('key id').update(key).digest('hex').slice(0, 12)
}
