import type { ItemRef } from '../domain/item-ref.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Item } from '../store/items.ts'
import type { AskedText } from '../treaty/treaty-lookup.ts'
import type { FeedbackActor, FeedbackDeps } from './feedback-ports.ts'
import { isClosedToReps } from '../domain/final-verdict.ts'
import { itemKey } from '../domain/item-ref.ts'
import { mayWithItem } from '../domain/rights.ts'
import { refusal } from '../treaty/refusal.ts'
import { NO_DECISIONS } from './feedback-ports.ts'
import { findJudged } from './find-judged.ts'
import { toFeedback } from './stored-feedback.ts'

/** Somebody was let in to give feedback on an item. */
export interface Entered {
  readonly item: Item
  readonly asked: AskedText
  /** History, oldest first. */
  readonly entries: readonly FeedbackEntry[]
  readonly givenAs: 'rep' | 'rop'
}

/**
 * Lets somebody in who may give feedback on an item; whoever may not leaves an audit row.
 * @throws HttpError `no_treaty`, `judged_by_lead`, `not_judged`, `verdict_ruled` 409; `item_unknown` 404; `item_deleted` 410; `no_right_to_give` 403
 */
export async function enterToGive(deps: FeedbackDeps, portalId: number, actor: FeedbackActor, ref: ItemRef): Promise<Entered> {
  const { store, now, readDecisions } = deps
  const asked = await deps.treaties.asked(portalId, now())
  if (!asked)
    throw refusal('no_treaty', actor.language)
  const { item, judged } = await findJudged(deps, portalId, ref, asked.document, actor.language)
  if (!mayWithItem(actor, 'give_feedback', item)) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'feedback.denied', subject: `item:${itemKey(ref)}`, detail: {}, ipHash: null })
    throw refusal('no_right_to_give', actor.language)
  }
  if (judged !== item)
    throw refusal(judged ? 'judged_by_lead' : 'not_judged', actor.language)
  if (item.deletedAt !== null)
    throw refusal('item_deleted', actor.language)
  const entries = (await store.feedback.ofItem(portalId, item)).map(toFeedback)
  const decisions = await readDecisions?.(store, portalId, item) ?? NO_DECISIONS
  const givenAs = actor.roles.includes('rop') ? 'rop' : 'rep'
  if (givenAs === 'rep' && isClosedToReps({ feedback: entries, ...decisions }, now()))
    throw refusal('verdict_ruled', actor.language)
  return { item, asked, entries, givenAs }
}
