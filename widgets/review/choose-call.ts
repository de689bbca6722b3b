import type { CallView } from '../../src/contracts/api/calls.schema.ts'
import type { ReviewDetail } from '../../src/contracts/api/review.schema.ts'
import type { PinnedMoment } from '../kit/player/pinned-moment.ts'

/** The call to begin with: the one somebody pinned last, else the longest that plays, else the newest. */
export function firstCall(calls: readonly CallView[], events: ReviewDetail['events']): CallView | null {
  const pinned = events.findLast(event => event.pinned !== null)?.pinned?.callId
  const playing = calls.filter(call => call.recording.state === 'ready').sort((one, other) => other.durationSeconds - one.durationSeconds)
  return calls.find(call => call.callId === pinned) ?? playing[0] ?? calls[0] ?? null
}

/** Moments of a call that were pinned, with who and why. */
export function pinsOf(callId: string, events: ReviewDetail['events']): PinnedMoment[] {
  return events.flatMap(event => event.pinned?.callId === callId && !event.undone
    ? [{ second: event.pinned.second, label: [event.actor?.name, event.words].filter(Boolean).join(': ') }]
    : [])
}
