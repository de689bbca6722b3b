import type { ItemRef } from '../domain/item-ref.ts'
import type { FeedbackActor, FeedbackDeps } from '../feedback/feedback-ports.ts'
import type { Session } from '../http/session.ts'
import type { CountCalls } from '../mirror/count-calls.ts'
import { readViewer } from '../feedback/read-viewer.ts'

/** What the routes of items stand on. */
export interface ItemApiDeps extends FeedbackDeps {
  /**
   * Makes sure that our copy knows an item whose card is open: a lead of a minute ago, or one from before the installation.
   * Reads it from the portal when it is missing; says nothing when the portal has no such item.
   */
  ensureKnown: (portalId: number, ref: ItemRef) => Promise<void>
  /** Brings the number of calls up to date before it is shown or stood upon. */
  countCalls: CountCalls
  /** Wakes the worker that writes to the portal: something was decided. */
  wake: (portalId: number) => void
}

/** The person behind a session, with the people he heads. */
export async function actorOf(deps: Pick<FeedbackDeps, 'store'>, session: Session): Promise<FeedbackActor> {
  return { ...await readViewer(deps.store, session.portalId, session), language: session.language }
}
