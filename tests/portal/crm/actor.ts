/** Who makes a change: a person (through our pages, an application or a webhook), or the portal itself. */
export type Actor
  = | {
    kind: 'user'
    userId: number
    /** Local number of the application whose token was used; null for the portal's own pages and for webhooks. */
    appId: number | null
    /** `auth_connector` of the call: offline queues of that connector do not record the change. */
    authConnector?: string
  }
  /** A robot, workflow or agent: its events carry no user's tokens. */
  | { kind: 'system' }

/** The person behind an actor; 0 for the portal itself, as Bitrix24 writes it into `updatedBy`. */
export function actorUserId(actor: Actor): number {
  return actor.kind === 'user' ? actor.userId : 0
}
