import { describe, expect, it } from 'vitest'
import { createTokenVault } from '../../../src/portals/token-vault.ts'

const key = (byte: number) => new Uint8Array(32).fill(byte)

describe('the vault', () => {
  it('opens what it sealed, and seals the same twice differently', () => {
    const vault = createTokenVault([key(1)])
    const one = vault.seal('refresh', 'portal:1')
    expect(vault.open(one, 'portal:1')).toBe('refresh')
    expect(Buffer.from(one.cipher).equals(Buffer.from(vault.seal('refresh', 'portal:1').cipher))).toBe(false)
  })

  it('does not open a secret that was moved to another place', () => {
    const vault = createTokenVault([key(1)])
    expect(() => vault.open(vault.seal('refresh', 'portal:1'), 'portal:2')).toThrow('ENCRYPTION_KEYS_FORMER')
  })

  it('does not open a secret that was changed', () => {
    const vault = createTokenVault([key(1)])
    const sealed = vault.seal('refresh', 'x')
    sealed.cipher[sealed.cipher.length - 1]! ^= 1
    expect(() => vault.open(sealed, 'x')).toThrow()
  })

  it('reads with a former key and seals with the current one', () => {
    const old = createTokenVault([key(1)])
    const vault = createTokenVault([key(2), key(1)])
    const sealed = old.seal('refresh', 'x')
    expect(vault.open(sealed, 'x')).toBe('refresh')
    expect(vault.seal('refresh', 'x').keyId).not.toBe(sealed.keyId)
    expect(() => createTokenVault([key(3)]).open(sealed, 'x')).toThrow()
  })

  it('derives keys for other purposes that differ from each other', () => {
    const vault = createTokenVault([key(1)])
    expect(Buffer.from(vault.derive('a')).equals(Buffer.from(vault.derive('b')))).toBe(false)
  })

  it('names a key without showing it', () => {
    expect(createTokenVault([key(1)]).keyId).not.toContain('0101')
  })
})
