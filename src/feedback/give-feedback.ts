import type { CardState } from '../contracts/api/card-state.schema.ts'
import type { GiveFeedback } from '../contracts/api/give-feedback.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackContent } from '../domain/verdict.ts'
import type { FeedbackActor, FeedbackDeps } from './feedback-ports.ts'
import { reasonsFor } from '../domain/completeness.ts'
import { refusal } from '../treaty/refusal.ts'
import { appendVerdict } from './append-feedback.ts'
import { enterToGive } from './enter-to-give.ts'
import { nativesOf, raiseAfterFeedback, withReview } from './raise-intentions.ts'
import { readCardState } from './read-card-state.ts'

const LONGEST_FORM_MS = 86_400_000

/**
 * Gives feedback on an item, complete or not; the latest supersedes. The same `clientKey` again only answers the state.
 * @throws HttpError as `enterToGive`; `warmth_unknown`, `reason_unknown` 400 with the field
 */
export async function giveFeedback(deps: FeedbackDeps, portalId: number, actor: FeedbackActor, { ref, feedback }: { ref: ItemRef, feedback: GiveFeedback }): Promise<CardState> {
  const now = deps.now()
  const entered = await enterToGive(deps, portalId, actor, ref)
  const content = contentOf(feedback, entered.asked.document, actor)
  await deps.store.transaction(async (within) => {
    const { entry, added } = await appendVerdict(within, portalId, entered.item, {
      content,
      authorId: actor.userId,
      route: feedback.route,
      evidence: { proven: true, givenAs: entered.givenAs },
      durationMs: durationOf(feedback.shownAt, now),
      dedupeKey: `client:${actor.userId}:${feedback.clientKey}`,
    }, { ...entered.asked, now })
    if (added) {
      const { document } = entered.asked
      const review = await deps.reviewFeedback?.(within, portalId, { entry, item: entered.item, document })
      await raiseAfterFeedback(within, portalId, entry, { document, natives: withReview(nativesOf(entry, document), review), now })
    }
  })
  return readCardState(deps, portalId, actor, ref)
}

/** What was said, by the words of the treaty: criteria nobody asked are dropped, unknown warmth and reasons refused. */
function contentOf(feedback: GiveFeedback, document: TreatyDocument, actor: FeedbackActor): FeedbackContent {
  const { label, warmth, comment } = feedback
  if (warmth !== null && !document.warmth.some(level => level.code === warmth))
    throw refusal('warmth_unknown', actor.language, { field: 'warmth' })
  const reason = label === 'qualified' ? null : feedback.reason
  if (reason !== null && !reasonsFor(label, document).some(({ code }) => code === reason))
    throw refusal('reason_unknown', actor.language, { field: 'reason' })
  const answers = Object.fromEntries(document.criteria.flatMap(({ code }) => {
    const answer = feedback.answers[code]
    return answer === undefined ? [] : [[code, answer] as const]
  }))
  const prefilled = document.criteria.filter(({ code, field }) => field !== null && answers[code] !== undefined && feedback.prefilled.includes(code)).map(({ code }) => code)
  return { label, answers, prefilled, warmth, reason, comment }
}

/** A clock of another machine may be wrong: only plausible times are kept. */
function durationOf(shownAt: number | null, now: number): number | null {
  const duration = shownAt === null ? Number.NaN : now - shownAt
  return duration >= 0 && duration <= LONGEST_FORM_MS ? duration : null
}
