/** What a CRM activity says about itself. */
export interface ActivityFacts {
  /** 1 meeting, 2 call, 4 e-mail, 6 of a provider. */
  readonly typeId: number
  readonly providerId: string | null
  readonly isOutgoing: boolean
  readonly isCompleted: boolean
  readonly createdAt: number | null
  readonly startsAt: number | null
  readonly endsAt: number | null
  readonly updatedAt: number | null
}

const CALL = 2
const EMAIL = 4

/** Records that applications draw into the timeline, ours among them: a program made and completed them. */
const APPLICATION_RECORD = 'CONFIGURABLE_REST_APP'

/**
 * When an activity touched the client; null = it has not. An outgoing call or message touches when it is made, an incoming call
 * when it was answered, anything else (meeting, chat, to-do) when it is completed.
 * @see bitrix24 docs, crm.enum.activitytype, crm.enum.activitydirection
 */
export function touchedAt(activity: ActivityFacts): number | null {
  const { typeId, providerId, isOutgoing, isCompleted, createdAt, startsAt, updatedAt } = activity
  if (providerId === APPLICATION_RECORD)
    return null
  if (typeId === CALL)
    return isOutgoing || isCompleted ? startsAt ?? createdAt : null
  if (typeId === EMAIL)
    return isOutgoing ? createdAt ?? startsAt : null
  return isCompleted ? updatedAt ?? startsAt : null
}

/** Whether an activity is an attempt to reach the client: an outgoing call, answered or not. */
export function isAttempt({ typeId, isOutgoing }: ActivityFacts): boolean {
  return typeId === CALL && isOutgoing
}

/**
 * How long an activity's talk with the client lasted, in seconds; 0 = nobody talked. Only a call is a talk, and only once it is completed: the
 * portal gives a call nobody answered the same beginning and end.
 */
export function talkSecondsOf({ typeId, isCompleted, startsAt, endsAt }: ActivityFacts): number {
  return typeId === CALL && isCompleted && startsAt !== null && endsAt !== null ? Math.max(0, Math.round((endsAt - startsAt) / 1000)) : 0
}
