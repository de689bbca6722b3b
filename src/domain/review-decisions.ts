import type { RulingFact, SilenceFact } from './final-verdict.ts'
import type { FeedbackId } from './ids.ts'
import type { ReviewStanding } from './review-machine.ts'
import type { ReviewAct, ReviewChoice } from './review.ts'
import type { FeedbackContent } from './verdict.ts'
import { clockAct, isOpenDispute, replay, undoneActs } from './review-machine.ts'

/** What the card, the native field and the lists show of an item's review. */
export const REVIEW_MARKS = ['none', 'waiting', 'lapsed', 'accepted', 'disputed', 'upheld', 'overturned', 'by_silence'] as const
/** What is shown of an item's review. */
export type ReviewMark = typeof REVIEW_MARKS[number]

/** A review with its history. */
export interface ReviewCase {
  readonly choice: ReviewChoice
  readonly acts: readonly ReviewAct[]
}

/** What reviews and rulings have said about an item's verdict. */
export interface ReviewDecisions {
  readonly rulings: readonly RulingFact[]
  readonly silences: readonly SilenceFact[]
  readonly state: ReviewMark
  /** When the verdict is or will be settled by a decision; null = by the review deadline alone. */
  readonly settledAt: number | null
}

/**
 * What an item's reviews have decided. Silence counts from its deadline, written down or not; the mark follows what is written down,
 * so that it changes together with the write to the native field.
 * @param latestFeedbackId the latest complete feedback; an acceptance of an earlier one says nothing about it
 */
export function decisionsOf(cases: readonly ReviewCase[], latestFeedbackId: FeedbackId | null, now: number): ReviewDecisions {
  const played = cases.map(one => ({ ...one, standing: replay(one.choice, one.acts) }))
  const deciding = decidingCase(played, latestFeedbackId)
  return {
    rulings: played.flatMap(rulingsOf),
    silences: played.flatMap(one => silencesOf(one, now)),
    state: deciding ? markOf(deciding.choice, deciding.standing) : 'none',
    settledAt: deciding ? settledAt(deciding) : null,
  }
}

/** The verdict the native fields must show: of a ruling or silence with another label, the answers stay and the reason goes. */
export function shownContent(latest: FeedbackContent | null, final: { readonly label: FeedbackContent['label'], readonly by: 'feedback' | 'ruling' | 'head' | 'silence' } | null): FeedbackContent | null {
  if (latest === null || final === null || final.by === 'feedback' || final.by === 'head' || final.label === latest.label)
    return latest
  return { ...latest, label: final.label, reason: null, comment: null }
}

/** A qualified verdict by decision lacks nothing: nobody can be asked to complete what was decided. */
export function isQualifiedByDecision(final: { readonly label: FeedbackContent['label'], readonly by: 'feedback' | 'ruling' | 'head' | 'silence' } | null): boolean {
  return final?.label === 'qualified' && (final.by === 'ruling' || final.by === 'silence')
}

interface Played extends ReviewCase {
  readonly standing: ReviewStanding
}

/** The newest that is in dispute or was decided; else marketing's review of the latest verdict, also one in whose dispute it was given. */
function decidingCase(cases: readonly Played[], latestFeedbackId: FeedbackId | null): Played | undefined {
  const live = cases.filter(({ standing: { state } }) => state !== 'replaced' && state !== 'dropped')
  const disputed = live.findLast(({ standing }) => isOpenDispute(standing.state) || standing.rulerId !== null || standing.state === 'by_silence')
  const latest = live.filter(({ choice, acts }) => latestFeedbackId !== null && (choice.feedbackId === latestFeedbackId || acts.some(act => act.kind === 'corrected' && act.feedbackId === latestFeedbackId)))
  return disputed ?? latest.find(({ choice }) => choice.side === 'marketing')
}

function markOf(choice: ReviewChoice, { state, outcome }: ReviewStanding): ReviewMark {
  if (choice.side === 'sales' && outcome === null)
    return 'none'
  switch (state) {
    case 'waiting':
    case 'lapsed':
    case 'accepted':
    case 'upheld':
    case 'overturned':
    case 'by_silence':
      return state
    case 'disputed':
    case 'answered':
      return 'disputed'
    case 'corrected':
      return 'accepted'
    case 'appealed':
      return outcome ?? 'disputed'
    case 'replaced':
    case 'dropped':
      return 'none'
  }
}

function rulingsOf({ acts }: Played): RulingFact[] {
  return effective(acts).flatMap(({ kind, label, at, actorId }) => (kind === 'ruled' || kind === 'owner_ruled') && label !== null && actorId !== null ? [{ label, ruledAt: at, rulerId: actorId }] : [])
}

function silencesOf({ choice, acts, standing }: Played, now: number): SilenceFact[] {
  const coming = clockAct(choice, standing, now)
  return [...effective(acts), ...coming ? [coming] : []].flatMap(({ kind, label, at }) => kind === 'silenced' && label !== null ? [{ label, passedAt: at }] : [])
}

function settledAt({ acts, standing }: Played): number | null {
  if (isOpenDispute(standing.state))
    return standing.rulingDueAt
  if (standing.ruledAt !== null)
    return standing.ruledAt
  const end = effective(acts).findLast(({ kind }) => kind === 'accepted' || kind === 'withdrawn' || kind === 'corrected' || kind === 'silenced')
  return end?.at ?? null
}

function effective(acts: readonly ReviewAct[]): readonly ReviewAct[] {
  const undone = undoneActs(acts)
  return acts.filter(act => act.kind !== 'undone' && !undone.has(act.seq))
}
