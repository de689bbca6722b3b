import type { ReviewCase } from '../domain/review-decisions.ts'
import type { ReviewStanding } from '../domain/review-machine.ts'
import type { ReviewAct } from '../domain/review.ts'
import type { NewAct } from '../store/reviews.ts'
import type { StoreScope } from '../store/store.ts'
import { queueRank } from '../domain/review-choice.ts'
import { clockAct, clockAt, replay } from '../domain/review-machine.ts'
import { raiseEffects } from './raise-effects.ts'

/** An act on its way; what is left out is empty. */
export type ActWish = Pick<ReviewAct, 'kind' | 'at' | 'actorId' | 'route'> & Partial<Omit<ReviewAct, 'seq' | 'kind' | 'at' | 'actorId' | 'route'>>

/** A review with where it stands. */
export interface PlayedCase extends ReviewCase {
  readonly standing: ReviewStanding
}

/** Somebody else's act came first: nothing was written. */
export class ActTakenError extends Error {
  readonly code = 'act_taken'
  constructor(reviewId: number) {
    super(`The next act of review ${reviewId} was written by somebody else.`)
    this.name = 'ActTakenError'
  }
}

const EMPTY = { criterion: null, label: null, outcome: null, words: null, pinned: null, heard: [], feedbackId: null, answerDueAt: null, rulingDueAt: null, appealUntilAt: null } as const

/**
 * Appends the next act, and stores what must follow in the portal and in the figures. Call it inside a transaction.
 * @throws ActTakenError when another process has appended meanwhile
 */
export async function appendAct(store: StoreScope, portalId: number, before: ReviewCase, wish: ActWish, { now, clientKey = null }: { now: number, clientKey?: string | null }): Promise<PlayedCase> {
  const { after, act, row } = nextAct(before, wish, { now, clientKey })
  if (!await store.reviews.append(portalId, row))
    throw new ActTakenError(before.choice.reviewId)
  await raiseEffects(store, portalId, { after, act, now })
  return after
}

/** The next act with where the review stands after it, ready to be stored. */
export function nextAct(before: ReviewCase, wish: ActWish, { now, clientKey }: { now: number, clientKey: string | null }): { after: PlayedCase, act: ReviewAct, row: NewAct } {
  const act: ReviewAct = { ...EMPTY, ...wish, seq: before.acts.length + 1 }
  const after = play({ ...before, acts: [...before.acts, act] })
  return { after, act, row: { act: { ...act, reviewId: before.choice.reviewId, heard: [...act.heard], recordedAt: now, clientKey }, standing: toStanding(after) } }
}

/** Lets every deadline that has passed act, in order. */
export async function letTimeAct(store: StoreScope, portalId: number, one: ReviewCase, now: number): Promise<PlayedCase> {
  let played = play(one)
  for (;;) {
    const act = clockAct(played.choice, played.standing, now)
    if (!act)
      return played
    played = await appendAct(store, portalId, played, { ...act, actorId: null, route: 'clock' }, { now })
  }
}

/** Joins a review with where it stands. */
export function play(one: ReviewCase): PlayedCase {
  return { ...one, standing: replay(one.choice, one.acts) }
}

function toStanding({ choice, standing }: PlayedCase): NewAct['standing'] {
  const { answererId: _, ...columns } = standing
  return {
    ...columns,
    reviewId: choice.reviewId,
    rank: queueRank({ label: choice.label, byAudit: choice.byAudit, waitsForWord: standing.state === 'answered' && !standing.insisted }),
    clockAt: clockAt(choice, standing),
  }
}
