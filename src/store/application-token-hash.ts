import { createHash, timingSafeEqual } from 'node:crypto'

/** What we keep of a portal's `application_token`: sha-256 in hex. The secret has 128 random bits, so no salt is needed. */
export function hashApplicationToken(applicationToken: string): string {
  return createHash('sha256').update(applicationToken).digest('hex')
}

/** Compares in constant time; false for an unknown hash. */
export function isApplicationToken(applicationToken: string, storedHash: string | null): boolean {
  const given = createHash('sha256').update(applicationToken).digest()
  const stored = Buffer.from(storedHash ?? '', 'hex')
  return stored.length === given.length && timingSafeEqual(given, stored)
}
