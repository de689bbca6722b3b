import type { Portal } from '../portal.ts'
import { readSignedToken, signedToken } from './signed-token.ts'

/** What a link to a file says. */
interface Claim {
  fileId: number
  userId: number
  /** ms */
  expiresAt: number
  /** False for links handed to a webhook, which has no token. */
  needsAuth: boolean
}

/** The part of a DOWNLOAD_URL that names the file; dies after the knob `downloadUrlLifetimeSec`. */
export function downloadToken(portal: Portal, claim: Omit<Claim, 'expiresAt'>): string {
  const expiresAt = portal.clock.now() + portal.knobs.get('downloadUrlLifetimeSec') * 1000
  return signedToken(portal, 'disk', { ...claim, expiresAt })
}

/** The claim of a token of this portal; undefined for anything else. */
export function readDownloadToken(portal: Portal, token: string): Claim | undefined {
  // Our own signature stands for the shape.
  return readSignedToken(portal, 'disk', token) as Claim | undefined
}
