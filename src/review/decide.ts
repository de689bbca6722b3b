import type { AcceptReview, AnswerReview, AppealReview, DisputeReview, RuleReview, StanceReview, UndoReview } from '../contracts/api/review-decisions.schema.ts'
import type { ReviewDetail } from '../contracts/api/review.schema.ts'
import type { ActGround, PlanAct } from './act-on-review.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import type { WeekCaps } from './week-caps.ts'
import { maskContacts } from '../domain/mask-contacts.ts'
import { addWorkingMinutes } from '../domain/working-time.ts'
import { refusal } from '../treaty/refusal.ts'
import { actOnReview } from './act-on-review.ts'
import { readCaps } from './week-caps.ts'

type Decide<Body> = (deps: ReviewDeps, portalId: number, actor: ReviewActor, reviewId: number, body: Body) => Promise<ReviewDetail>

/** Принято в работу: the verdict stands. */
export const acceptReview: Decide<AcceptReview> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, { wish: 'accept', decision: body, plan: async () => ({ kind: 'accepted', heard: body.heard }) })

/** Не согласны: names a criterion, proposes another verdict; starts the clocks of answer and ruling. */
export const disputeReview: Decide<DisputeReview> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, { wish: 'dispute', decision: body, plan: planDispute(body) })

/** Takes back the actor's own last act. */
export const undoReview: Decide<UndoReview> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, { wish: 'undo', decision: body, plan: async () => ({ kind: 'undone' }) })

/** The rep keeps his verdict and says why; counted against the sales side's cap. */
export const answerReview: Decide<AnswerReview> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, {
    wish: 'answer',
    decision: body,
    async plan(ground) {
      await refuseOverCap(ground, 'answers', 'answer_cap')
      return { kind: 'answered', words: said(body.words), pinned: body.pinned }
    },
  })

/** After the answer: marketing agrees, or leaves it to the head of sales. */
export const takeStance: Decide<StanceReview & { wish: 'withdraw' | 'insist' }> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, { wish: body.wish, decision: body, plan: async () => ({ kind: body.wish === 'withdraw' ? 'withdrawn' : 'insisted', words: said(body.words) }) })

/** The head of sales ends a dispute, or looks at his sample of ✅. */
export const ruleReview: Decide<RuleReview> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, { wish: 'rule', decision: body, plan: planRuling(body) })

/** Marketing takes a ruling to the owner: once a week, by treaty. */
export const appealReview: Decide<AppealReview> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, {
    wish: 'appeal',
    decision: body,
    async plan(ground) {
      await refuseOverCap(ground, 'appeals', 'appeal_cap')
      return { kind: 'appealed', words: said(body.words), rulingDueAt: dueIn(ground, ground.deadlines.deadlines.rulingMinutes) }
    },
  })

/** The owner ends an appeal, or looks at an upheld ruling: `upheld` keeps the ruling, `overturned` sets another verdict. */
export const ownerRuleReview: Decide<RuleReview> = (deps, portalId, actor, reviewId, body) =>
  actOnReview(deps, portalId, actor, reviewId, {
    wish: 'ownerRule',
    decision: body,
    async plan({ one: { standing }, actor: { language } }) {
      const words = reasonOf(body, language)
      if (body.outcome === 'overturned' && body.label === standing.finalLabel)
        throw refusal('final_verdict_missing', language, { field: 'label' })
      return { kind: 'owner_ruled', words, outcome: body.outcome, label: body.outcome === 'upheld' ? standing.finalLabel : body.label }
    },
  })

function planDispute(body: DisputeReview): PlanAct {
  return async (ground) => {
    const { one: { choice }, actor: { language }, document } = ground
    if (body.proposedLabel === choice.label)
      throw refusal('same_verdict', language, { field: 'proposedLabel' })
    if (body.criterion !== null && !document.criteria.some(({ code }) => code === body.criterion))
      throw refusal('criterion_unknown', language, { field: 'criterion' })
    await refuseOverCap(ground, 'disputes', 'dispute_cap')
    return {
      kind: 'disputed',
      label: body.proposedLabel,
      criterion: body.criterion,
      words: said(body.words),
      pinned: body.pinned,
      heard: body.heard,
      answerDueAt: dueIn(ground, ground.deadlines.deadlines.answerMinutes),
      rulingDueAt: dueIn(ground, ground.deadlines.deadlines.rulingMinutes),
    }
  }
}

/** A sample of ✅ found in order is an acceptance: nothing was in dispute, so nothing is closed to the rep. */
function planRuling(body: RuleReview): PlanAct {
  return async (ground) => {
    const { one: { choice }, actor: { language } } = ground
    if (choice.side === 'sales' && body.outcome === 'upheld')
      return { kind: 'accepted', words: said(body.reason) }
    const words = reasonOf(body, language)
    if (body.outcome === 'overturned' && body.label === choice.label)
      throw refusal('final_verdict_missing', language, { field: 'label' })
    return {
      kind: 'ruled',
      words,
      outcome: body.outcome,
      label: body.outcome === 'upheld' ? choice.label : body.label,
      appealUntilAt: choice.side === 'sales' ? null : dueIn(ground, ground.deadlines.deadlines.reviewMinutes),
    }
  }
}

function reasonOf({ reason }: RuleReview, language: ReviewActor['language']): string {
  const words = said(reason)
  if (words === null || words.length < 3)
    throw refusal('reason_missing', language, { field: 'reason' })
  return words
}

/** Two who reach for the last one of the week count one after the other: the second finds it taken. */
async function refuseOverCap({ store, portalId, document, actor, now }: ActGround, cap: keyof WeekCaps, code: 'dispute_cap' | 'answer_cap' | 'appeal_cap'): Promise<void> {
  await store.reviews.holdCaps(portalId)
  const { made, allowed } = (await readCaps(store, portalId, document, now))[cap]
  if (made >= allowed)
    throw refusal(code, actor.language, { details: { made, allowed } })
}

function dueIn({ deadlines, now }: ActGround, minutes: number): number {
  return addWorkingMinutes(deadlines.calendar, now, minutes)
}

/** Words without phones and e-mails of clients; empty words are none. */
function said(words: string): string | null {
  const kept = maskContacts(words).trim()
  return kept === '' ? null : kept
}
