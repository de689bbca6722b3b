/** What a CRM activity says about itself. */
export interface ActivityFacts {
  /** 1 meeting, 2 call, 4 e-mail, 6 of a provider. */
  readonly typeId: number
  readonly providerId: string | null
  readonly isOutgoing: boolean
  readonly isCompleted: boolean
  readonly createdAt: number | null
  readonly startsAt: number | null
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
