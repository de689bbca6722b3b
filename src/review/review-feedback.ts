import type { FeedbackEntry } from '../domain/verdict.ts'
import type { ReviewFeedback } from '../feedback/feedback-ports.ts'
import type { StoreScope } from '../store/store.ts'
import type { PlayedCase } from './append-act.ts'
import { isOpenDispute } from '../domain/review-machine.ts'
import { readCases, readDecisions } from '../feedback/read-decisions.ts'
import { appendAct, letTimeAct } from './append-act.ts'
import { choose } from './choose.ts'

/** A new verdict meets the reviews of its item, and may be chosen for one; adopted verdicts like those given in our form. */
export function createReviewFeedback(now: () => number): ReviewFeedback {
  return async (store, portalId, { entry, item, document }) => {
    if (entry.kind !== 'verdict' || entry.content === null)
      return undefined
    const cases = await readCases(store, portalId, [item])
    const met: PlayedCase[] = []
    for (const one of cases)
      met.push(entry.complete ? await meet(store, portalId, await letTimeAct(store, portalId, one, now()), entry, now()) : await letTimeAct(store, portalId, one, now()))
    if (entry.complete && !met.some(one => isDecidedOrOpen(one, entry)))
      await choose(store, portalId, { entry, item, rules: document.review, replaced: met.filter(one => one.standing.state === 'replaced' && one.acts.at(-1)?.feedbackId === entry.feedbackId) })
    const { state } = await readDecisions(store, portalId, item, now())
    return state === 'none' ? (met.length > 0 || item.natives.review !== null ? null : undefined) : state
  }
}

/** An open dispute takes the new verdict as its answer, or as the ruling when the head of sales gave it; a waiting review gives way. */
async function meet(store: StoreScope, portalId: number, one: PlayedCase, entry: FeedbackEntry, now: number): Promise<PlayedCase> {
  const { standing } = one
  const from = { at: now, actorId: entry.authorId, route: 'feedback', label: entry.content!.label, feedbackId: entry.feedbackId } as const
  if (isOpenDispute(standing.state)) {
    const isParty = entry.authorId === one.choice.authorId || entry.authorId === standing.reviewerId || entry.authorId === standing.answererId
    return entry.evidence.givenAs === 'rop' && !isParty && entry.authorId !== null
      ? appendAct(store, portalId, one, { ...from, kind: 'ruled', outcome: from.label === one.choice.label ? 'upheld' : 'overturned', words: entry.content!.comment }, { now })
      : appendAct(store, portalId, one, { ...from, kind: 'corrected' }, { now })
  }
  return standing.state === 'waiting' || standing.state === 'lapsed' ? appendAct(store, portalId, one, { ...from, kind: 'replaced', label: null }, { now }) : one
}

/** A verdict under dispute, or decided once, is not chosen again: the dispute covers it, and the head's own word needs no review. */
function isDecidedOrOpen({ standing, acts }: PlayedCase, entry: FeedbackEntry): boolean {
  return isOpenDispute(standing.state) || standing.rulerId !== null || standing.state === 'by_silence' || (standing.state === 'corrected' && acts.at(-1)?.feedbackId === entry.feedbackId)
}
