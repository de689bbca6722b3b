import type { EventAuth } from '../src/contracts/events/event-auth.schema.ts'
import { createHash } from 'node:crypto'

/** Names whoever caused an event, for counting only: the claimed user, else a fingerprint of the token; null = no user. */
export function actorOf({ accessToken, claimedUserId }: EventAuth): string | null {
  if (accessToken === null)
    return null
  return claimedUserId === null ? createHash('sha1').update(accessToken).digest('base64') : `user:${claimedUserId}`
}
