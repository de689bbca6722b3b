import { describe, expect, it } from 'vitest'
import { clickSignature, isSignedClick, newNonceHash } from '../../../src/notices/click-signature.ts'

describe('the signature of a one-click verdict', () => {
  const nonce = newNonceHash()
  const verdict = { label: 'spam', reason: 'advertiser' }
  const sign = clickSignature(nonce, verdict)

  it.each([
    ['fits its record and verdict', nonce, verdict, sign, true],
    ['does not fit another reason', nonce, { ...verdict, reason: 'contractor' }, sign, false],
    ['does not fit another label', nonce, { ...verdict, label: 'off_target' }, sign, false],
    ['does not fit another record', newNonceHash(), verdict, sign, false],
    ['does not fit a cut text', nonce, verdict, sign.slice(1), false],
  ])('%s', (_, nonceHash, given, signature, fits) => {
    expect(isSignedClick(nonceHash, given, signature)).toBe(fits)
  })
})
