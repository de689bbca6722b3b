import type { CallActivity, CallStatistic } from '../contracts/rest/calls.schema.ts'

/** Where the sound of a call can be had: a file of the disk, an address of the telephony, or the address of the activity, which takes our token. */
export type RecordSource
  = | { readonly kind: 'disk', readonly fileId: number }
    | { readonly kind: 'link', readonly url: string }
    | { readonly kind: 'activity', readonly url: string }

/** A call as the portal knows it. */
export interface FoundCall {
  /** `a<activity>`, or `s<row of the statistics>` for a call without an activity. */
  readonly callId: string
  readonly startedAt: number
  readonly isOutgoing: boolean
  readonly durationSeconds: number
  readonly userId: number | null
  /** In the order they are tried; empty = nothing was recorded, or not yet. */
  readonly sources: readonly RecordSource[]
}

/** Puts the two books of the portal together, newest first: the statistics know the length of the talk, the activities know deals and attached files. */
export function mergeCalls(activities: readonly CallActivity[], statistics: readonly CallStatistic[]): FoundCall[] {
  const byActivity = new Map(statistics.flatMap(row => row.activityId === null ? [] : [[row.activityId, row] as const]))
  const known = new Map(activities.map(activity => [activity.activityId, activity]))
  const calls = [
    ...[...known.values()].map(activity => ofActivity(activity, byActivity.get(activity.activityId) ?? null)),
    ...statistics.filter(({ activityId }) => activityId === null || !known.has(activityId)).map(ofStatistic),
  ]
  return calls.sort((one, other) => other.startedAt - one.startedAt)
}

function ofActivity(activity: CallActivity, row: CallStatistic | null): FoundCall {
  const { startedAt, endedAt } = activity
  const span = endedAt === null ? 0 : Math.max(0, Math.round((endedAt - startedAt) / 1000))
  const fromFiles = activity.files.map(({ url }): RecordSource => ({ kind: 'activity', url }))
  // The last hope: some portals count activity files by their number on the disk.
  const onDisk = activity.files.flatMap(({ fileId }): RecordSource[] => fileId === null || fileId === row?.recordFileId ? [] : [{ kind: 'disk', fileId }])
  return {
    callId: `a${activity.activityId}`,
    startedAt: row?.startedAt || startedAt,
    isOutgoing: row?.isOutgoing ?? activity.isOutgoing,
    durationSeconds: row ? talkOf(row) : span,
    userId: row?.userId ?? activity.userId,
    sources: [...(row ? sourcesOf(row) : []), ...fromFiles, ...onDisk],
  }
}

function ofStatistic(row: CallStatistic): FoundCall {
  return {
    callId: row.activityId === null ? `s${row.statisticId}` : `a${row.activityId}`,
    startedAt: row.startedAt,
    isOutgoing: row.isOutgoing,
    durationSeconds: talkOf(row),
    userId: row.userId,
    sources: sourcesOf(row),
  }
}

function talkOf(row: CallStatistic): number {
  return row.isAnswered ? row.durationSeconds : 0
}

function sourcesOf({ recordFileId, recordUrl }: CallStatistic): RecordSource[] {
  return [
    ...(recordFileId === null ? [] : [{ kind: 'disk', fileId: recordFileId } as const]),
    ...(recordUrl === null ? [] : [{ kind: 'link', url: recordUrl } as const]),
  ]
}
