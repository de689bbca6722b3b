import type { Portal } from '../portal.ts'
import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a link to a file is for: reading one, or bringing the record of a call. */
export type TokenKind = 'disk' | 'telephony'

/** `<kind>|<claim>|<signature>`: a claim that only this portal can have written. */
export function signedToken(portal: Portal, kind: TokenKind, claim: object): string {
  const what = Buffer.from(JSON.stringify(claim)).toString('base64url')
  return `${kind}|${what}|${signature(portal, kind, what)}`
}

/** The claim of a token of this portal and kind; undefined for anything else. */
export function readSignedToken(portal: Portal, kind: TokenKind, token: string): unknown {
  const [shownKind, what = '', shown = ''] = token.split('|')
  const kept = signature(portal, kind, what)
  const isOurs = shownKind === kind && shown.length === kept.length && timingSafeEqual(Buffer.from(shown), Buffer.from(kept))
  return isOurs ? JSON.parse(Buffer.from(what, 'base64url').toString('utf8')) : undefined
}

function signature(portal: Portal, kind: TokenKind, what: string): string {
  return createHmac('sha256', portal.settings.memberId).update(`${kind}|${what}`).digest('hex')
}
