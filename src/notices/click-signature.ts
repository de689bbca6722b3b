import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A fresh one-time secret of a record, as it is stored: only its hash ever exists. */
export function newNonceHash(): string {
  return createHash('sha256').update(randomBytes(32)).digest('hex')
}

/** What a link carries: proves record, verdict and reason without showing the secret. */
export function clickSignature(nonceHash: string, verdict: { label: string, reason: string }): string {
  return createHmac('sha256', nonceHash).update(`${verdict.label}\n${verdict.reason}`).digest('hex').slice(0, 32)
}

/** Compares in constant time. */
export function isSignedClick(nonceHash: string, verdict: { label: string, reason: string }, signature: string): boolean {
  const expected = Buffer.from(clickSignature(nonceHash, verdict))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}
