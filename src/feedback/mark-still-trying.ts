import type { CardState } from '../contracts/api/card-state.schema.ts'
import type { StillTryingRequest } from '../contracts/api/give-feedback.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { Entered } from './enter-to-give.ts'
import type { FeedbackActor, FeedbackDeps } from './feedback-ports.ts'
import { mayMarkStillTrying } from '../domain/verdict-deadline.ts'
import { refusal } from '../treaty/refusal.ts'
import { enterToGive } from './enter-to-give.ts'
import { raiseAfterFeedback } from './raise-intentions.ts'
import { readCardState } from './read-card-state.ts'
import { toFeedback, toStored } from './stored-feedback.ts'
import { deadlineOf } from './verdict-dates.ts'

/**
 * Marks "still trying": no verdict, but the deadline starts again. The same `clientKey` again only answers the state.
 * @throws HttpError as `enterToGive`; `still_trying_has_verdict`, `still_trying_attempts_used`, `still_trying_deadline_passed` 409
 */
export async function markStillTrying(deps: FeedbackDeps, portalId: number, actor: FeedbackActor, { ref, mark }: { ref: ItemRef, mark: StillTryingRequest }): Promise<CardState> {
  const now = deps.now()
  const entered = await enterToGive(deps, portalId, actor, ref)
  const dedupeKey = `client:${actor.userId}:${mark.clientKey}`
  const { item, asked } = entered
  const rules = await deps.treaties.inForce(portalId, item.createdAt)
  const row = toStored({
    item: { entityTypeId: item.entityTypeId, itemId: item.itemId },
    kind: 'still_trying',
    content: null,
    complete: false,
    unproven: false,
    authorId: actor.userId,
    route: mark.route ?? 'widget',
    evidence: { proven: true, givenAs: entered.givenAs, callsMade: item.callsMade },
    versionNo: asked.versionNo,
    givenAt: now,
    durationMs: null,
  }, dedupeKey)
  await deps.store.transaction(async (within) => {
    const before = (await within.feedback.ofItem(portalId, item)).some(stored => stored.dedupeKey === dedupeKey)
    if (!before)
      refuseUseless(entered, actor, { now, deadline: deadlineOf(item, entered.entries, rules) })
    const { entry, added } = await within.feedback.append(portalId, row)
    if (added)
      await raiseAfterFeedback(within, portalId, toFeedback(entry), { document: asked.document, natives: null, now })
  })
  return readCardState(deps, portalId, actor, ref)
}

function refuseUseless({ entries, asked, item }: Entered, actor: FeedbackActor, { now, deadline }: { now: number, deadline: ReturnType<typeof deadlineOf> }): void {
  const { attempts } = asked.document.rules
  const answer = mayMarkStillTrying({ hasCompleteFeedback: entries.some(entry => entry.complete), callsMade: item.callsMade, attempts, deadline, now })
  if (answer !== 'ok')
    throw refusal(`still_trying_${answer}`, actor.language, { details: { made: item.callsMade, allowed: attempts } })
}
