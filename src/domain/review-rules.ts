import type { UserId } from './ids.ts'
import type { ReviewStanding } from './review-machine.ts'
import type { ReviewAct, ReviewActKind, ReviewChoice, ReviewState } from './review.ts'
import type { Viewer } from './rights.ts'
import { isPossible, UNDO_MS, UNDOABLE } from './review-machine.ts'
import { mayWithItem, reachOf } from './rights.ts'

/** What a person may wish to do with a review. */
export const REVIEW_WISHES = ['accept', 'dispute', 'undo', 'answer', 'withdraw', 'insist', 'rule', 'appeal', 'ownerRule'] as const
/** What a person may wish to do with a review. */
export type ReviewWish = typeof REVIEW_WISHES[number]

/** Why a wish is refused. `denied` codes are about the person, the others about the moment. */
export type ReviewRefusal = 'not_reviewer' | 'own_feedback' | 'not_your_dispute' | 'other_side' | 'not_head_of_sales' | 'party_cannot_rule' | 'not_owner' | 'not_your_act'
  | 'review_done' | 'review_lapsed' | 'review_replaced' | 'review_dropped' | 'no_open_dispute' | 'answered_already' | 'nothing_to_appeal' | 'appeal_late' | 'undo_late'

/** Refusals that mean somebody reached for what is not his: they leave an audit row. */
export const DENIED: readonly ReviewRefusal[] = ['not_reviewer', 'own_feedback', 'not_your_dispute', 'other_side', 'not_head_of_sales', 'party_cannot_rule', 'not_owner', 'not_your_act']

/** A review and the person who looks at it. */
export interface ReviewFacts {
  readonly choice: ReviewChoice
  readonly acts: readonly ReviewAct[]
  readonly standing: ReviewStanding
  readonly viewer: Viewer
  /** Current assignee of the item. */
  readonly assignedBy: UserId | null
  readonly now: number
}

/** The act a wish becomes; the ✅ sample has acts of its own. */
const ACT: Readonly<Record<Exclude<ReviewWish, 'undo'>, Exclude<ReviewActKind, 'undone'>>> = {
  accept: 'accepted',
  dispute: 'disputed',
  answer: 'answered',
  withdraw: 'withdrawn',
  insist: 'insisted',
  rule: 'ruled',
  appeal: 'appealed',
  ownerRule: 'owner_ruled',
}

/** Why a wish cannot be; null when it can. Caps of the week are counted elsewhere. @see product sections 2 and 7 */
export function whyNot(wish: ReviewWish, facts: ReviewFacts): ReviewRefusal | null {
  if (wish === 'undo')
    return whyNotUndo(facts)
  return notHis(wish, facts) ?? notNow(wish, facts)
}

function notHis(wish: Exclude<ReviewWish, 'undo'>, { choice, standing, viewer, assignedBy }: ReviewFacts): ReviewRefusal | null {
  const isAuthor = choice.authorId === viewer.userId
  const isParty = isAuthor || standing.reviewerId === viewer.userId || standing.answererId === viewer.userId
  switch (wish) {
    case 'accept':
    case 'dispute':
      if (choice.side === 'sales')
        return notHeadOf(viewer, isAuthor)
      return reachOf(viewer.roles, 'review') !== 'all' ? 'not_reviewer' : isAuthor || assignedBy === viewer.userId ? 'own_feedback' : null
    case 'withdraw':
    case 'insist':
      if (reachOf(viewer.roles, 'review') !== 'all')
        return 'not_reviewer'
      return isAuthor ? 'own_feedback' : standing.reviewerId === viewer.userId || viewer.roles.includes('cmo') ? null : 'not_your_act'
    case 'appeal':
      return reachOf(viewer.roles, 'review') !== 'all' ? 'not_reviewer' : isAuthor ? 'own_feedback' : standing.rulerId === viewer.userId ? 'other_side' : null
    case 'answer':
      if (standing.reviewerId === viewer.userId)
        return 'other_side'
      return isAuthor || mayAnswerFor(viewer, choice.authorId, assignedBy) ? null : 'not_your_dispute'
    case 'rule':
      return notHeadOf(viewer, isParty)
    case 'ownerRule':
      return !viewer.roles.includes('owner') ? 'not_owner' : isParty || standing.rulerId === viewer.userId ? 'party_cannot_rule' : null
  }
}

function notHeadOf(viewer: Viewer, isParty: boolean): ReviewRefusal | null {
  return reachOf(viewer.roles, 'rule') !== 'all' ? 'not_head_of_sales' : isParty ? 'party_cannot_rule' : null
}

/** The assignee of now, whoever heads one of the two, and the head of sales. */
function mayAnswerFor(viewer: Viewer, authorId: UserId | null, assignedBy: UserId | null): boolean {
  return mayWithItem(viewer, 'answer', { assignedBy }) || (authorId !== null && viewer.teamUserIds.includes(authorId))
}

function notNow(wish: Exclude<ReviewWish, 'undo'>, { choice, standing, now }: ReviewFacts): ReviewRefusal | null {
  if (wish === 'appeal' && (standing.state === 'upheld' || standing.state === 'overturned')) {
    if (standing.isOwnerRuling || standing.finalLabel === standing.proposedLabel)
      return 'nothing_to_appeal'
    if (standing.appealUntilAt !== null && now > standing.appealUntilAt)
      return 'appeal_late'
  }
  return isPossible(choice, standing, ACT[wish]) ? null : sayState(wish, standing.state)
}

function sayState(wish: ReviewWish, state: ReviewState): ReviewRefusal {
  if (state === 'replaced' || state === 'dropped')
    return `review_${state}`
  if (wish === 'accept' || wish === 'dispute')
    return state === 'lapsed' ? 'review_lapsed' : 'review_done'
  if (wish === 'appeal')
    return 'nothing_to_appeal'
  return wish === 'answer' && state === 'answered' ? 'answered_already' : 'no_open_dispute'
}

function whyNotUndo({ acts, viewer, now }: ReviewFacts): ReviewRefusal | null {
  const last = acts.at(-1)
  if (!last || !UNDOABLE.includes(last.kind) || now - last.at > UNDO_MS)
    return 'undo_late'
  return last.actorId === viewer.userId ? null : 'not_your_act'
}

/** Until when the viewer may take back his last act; null = there is nothing to take back. */
export function undoUntil(facts: ReviewFacts): number | null {
  return whyNotUndo(facts) === null ? facts.acts.at(-1)!.at + UNDO_MS : null
}
