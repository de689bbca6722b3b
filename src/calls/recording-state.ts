import type { RecordingState } from '../contracts/api/calls.schema.ts'
import type { FoundCall } from './found-call.ts'

/** So long after a talk its recording may still be attached by an outside telephony. */
const MAY_STILL_COME_MS = 24 * 3_600_000

/** What is known about a file: its size, that the disk has lost it or closes it to us, or that every address was tried in vain. Null = not asked. */
export type FileKnown = { readonly size: number } | 'gone' | 'closed' | 'lost' | null

/** What can be said about one recording before it is played. */
export interface RecordingFacts {
  readonly call: Pick<FoundCall, 'startedAt' | 'durationSeconds' | 'sources'>
  readonly mayListen: boolean
  readonly hasTelephony: boolean
  readonly file: FileKnown
  readonly now: number
}

/** The one state shown for a call. A talk that never was needs no right: there is nothing to hide. */
export function recordingState({ call, mayListen, hasTelephony, file, now }: RecordingFacts): RecordingState {
  const { startedAt, durationSeconds, sources } = call
  if (sources.length === 0) {
    if (durationSeconds === 0)
      return 'none'
    if (!hasTelephony)
      return 'no_telephony'
    return now - startedAt - durationSeconds * 1000 < MAY_STILL_COME_MS ? 'not_ready' : 'none'
  }
  if (!mayListen)
    return 'no_right'
  if (file !== null && typeof file === 'object')
    return file.size > 0 ? 'ready' : 'empty'
  if (file === 'lost')
    return 'expired'
  const others = sources.filter(({ kind }) => kind !== 'disk').length
  if (others > 0 || file === null)
    return 'ready'
  return file === 'gone' ? 'expired' : 'unreadable'
}
