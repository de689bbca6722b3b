import type { UserId } from './ids.ts'
import type { NativeVerdict } from './native-feedback.ts'
import type { NativeValues } from './native-values.ts'
import type { TreatyDocument } from './treaty.ts'
import type { FeedbackContent } from './verdict.ts'
import { decodeCardValue } from './card-value.ts'
import { feedbackFromNatives, feedbackToNatives, isSameFeedback, isSameNatives, NO_NATIVE_VERDICT } from './native-feedback.ts'

/** What is known when our native fields were read. */
export interface NativeFacts {
  /** Values of the reading before; null when the item was never read. */
  readonly before: NativeValues | null
  readonly after: NativeValues
  /** The verdict in the history, complete or not; null = none. */
  readonly current: FeedbackContent | null
  /** Earlier verdicts, for telling late writes of our own from somebody's hand. */
  readonly earlier: readonly FeedbackContent[]
  /** What the review field must show; null = empty. */
  readonly review: string | null
  /** A write of ours to these fields is stored and not yet done, so an old reading is no wish. */
  readonly writeWaits: boolean
  /** Keys of card values adopted before. */
  readonly knownCardKeys: readonly string[]
  /** The item's `updatedBy`; null = no user. */
  readonly updatedBy: UserId | null
  /** `updatedBy` may give feedback on this item: its assignee, his head, or the ROP. */
  readonly mayGive: boolean
  /** `updatedBy` holds the role of the ROP. */
  readonly isRop: boolean
  /** A ruling, or the ROP's silence, has closed the verdict to reps. */
  readonly closedToReps: boolean
  readonly rules: Pick<TreatyDocument, 'criteria'>
}

/** Why native values are put back. */
export type WriteBackReason = 'cleared' | 'not_yours' | 'ruled' | 'review_changed'

/** What to do about the native fields. */
export interface NativeDecision {
  /** Feedback to append, with the person behind it; null = none. */
  readonly adopt: { readonly content: FeedbackContent, readonly authorId: UserId | null, readonly unproven: boolean, readonly cardKey: string | null } | null
  /** Fields to write: restored ones, or the tidy spelling of what was adopted; null = leave them. */
  readonly write: Partial<NativeValues> | null
  /** Why values were put back; each is told to `updatedBy`. Empty when nothing was taken from anybody. */
  readonly refused: readonly WriteBackReason[]
}

/** Decides what a reading of our native fields means. @see product section 5 */
export function decideNatives(facts: NativeFacts): NativeDecision {
  const review = reviewChanged(facts)
  const verdict = facts.writeWaits && isOwnEcho(facts) ? { adopt: null, write: null, refused: [] } : decideVerdict(facts)
  return {
    adopt: verdict.adopt,
    write: review ? { ...verdict.write, review: facts.review } : verdict.write,
    refused: review ? [...verdict.refused, 'review_changed'] : verdict.refused,
  }
}

function decideVerdict(facts: NativeFacts): NativeDecision {
  const wish = wishOf(facts)
  if (wish === 'nothing')
    return { adopt: null, write: null, refused: [] }
  // While a write of ours waits the fields are not yet what they will be: it fills them without a word to anybody.
  if (wish === 'cleared')
    return facts.writeWaits ? { adopt: null, write: null, refused: [] } : restore(facts, ['cleared'])
  if (wish === 'unfinished')
    return restore(facts, [])
  if (facts.closedToReps && !facts.isRop)
    return restore(facts, ['ruled'])
  if (facts.updatedBy !== null && !facts.mayGive)
    return restore(facts, ['not_yours'])
  const tidy = feedbackToNatives(wish.content, facts.rules)
  return {
    adopt: { content: wish.content, authorId: facts.updatedBy, unproven: facts.updatedBy === null, cardKey: wish.cardKey },
    write: isSameNatives(tidy, facts.after) ? null : tidy,
    refused: [],
  }
}

/**
 * What the person wants: a new verdict (from the card's form first), an emptied one, or nothing new. `unfinished` = the
 * fields did not show the verdict before either, and somebody touched another of them: they are only completed.
 */
function wishOf(facts: NativeFacts): 'nothing' | 'cleared' | 'unfinished' | { content: FeedbackContent, cardKey: string | null } {
  const card = facts.after.card === facts.before?.card ? null : decodeCardValue(facts.after.card)
  if (card && !facts.knownCardKeys.includes(card.key) && !isSameFeedback(card.content, facts.current, facts.rules))
    return { content: card.content, cardKey: card.key }
  if (isSameNatives(facts.after, facts.before ?? NO_NATIVE_VERDICT) || isSameNatives(facts.after, expected(facts)))
    return 'nothing'
  const content = feedbackFromNatives(facts.after, facts.rules, facts.current)
  if (content === null && facts.current === null)
    return 'nothing'
  if (content === null)
    return facts.before?.verdict == null ? 'unfinished' : 'cleared'
  return isSameFeedback(content, facts.current, facts.rules) ? 'nothing' : { content, cardKey: null }
}

function restore(facts: NativeFacts, refused: readonly WriteBackReason[]): NativeDecision {
  return { adopt: null, write: expected(facts), refused }
}

function expected({ current, rules }: NativeFacts): NativeVerdict {
  return current === null ? NO_NATIVE_VERDICT : feedbackToNatives(current, rules)
}

/** The fields show an earlier verdict, or nothing yet, while our own write is on its way. */
function isOwnEcho(facts: NativeFacts): boolean {
  return [NO_NATIVE_VERDICT, ...facts.earlier.map(content => feedbackToNatives(content, facts.rules))]
    .some(natives => isSameNatives(natives, facts.after))
}

/** The review field is ours alone; while our own write waits, the value before is no change. */
function reviewChanged({ after, before, review, writeWaits }: NativeFacts): boolean {
  return after.review !== review && !(writeWaits && after.review === (before?.review ?? null))
}
