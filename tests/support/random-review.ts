import type { MachineChoice, ReviewStanding } from '../../src/domain/review-machine.ts'
import type { ReviewAct, ReviewActKind } from '../../src/domain/review.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'
import fc from 'fast-check'
import { clockAct, isPossible, replay, UNDO_MS, UNDOABLE } from '../../src/domain/review-machine.ts'
import { REVIEW_ACTS } from '../../src/domain/review.ts'
import { VERDICT_LABELS } from '../../src/domain/verdict.ts'

/** An act nobody did anything special in. */
export const PLAIN_ACT: ReviewAct = {
  seq: 1,
  kind: 'accepted',
  at: 0,
  actorId: null,
  route: 'queue',
  criterion: null,
  label: null,
  outcome: null,
  words: null,
  pinned: null,
  heard: [],
  feedbackId: null,
  answerDueAt: null,
  rulingDueAt: null,
  appealUntilAt: null,
}

/** Somebody's wish at some moment; whether it is possible shows when it is tried. */
export interface Try {
  readonly kind: ReviewActKind
  readonly afterMs: number
  readonly actorId: number
  readonly label: VerdictLabel
}

/** Wishes in any order, some within the ten seconds of taking back, some days later. */
export const tries = fc.array(fc.record<Try>({
  kind: fc.constantFrom(...REVIEW_ACTS),
  afterMs: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 9 * 86_400_000 })),
  actorId: fc.integer({ min: 1, max: 4 }),
  label: fc.constantFrom(...VERDICT_LABELS),
}), { maxLength: 30 })

/** A review of any label on either side, due in three days or never. */
export const choices: fc.Arbitrary<MachineChoice> = fc.record({
  side: fc.constantFrom('marketing' as const, 'sales' as const),
  label: fc.constantFrom(...VERDICT_LABELS),
  dueAt: fc.constantFrom(null, 3 * 86_400_000),
})

const RULING_MS = 2 * 86_400_000

/** A history as the use cases write it: time acts first, then the wish if it is possible. */
export function liveThrough(choice: MachineChoice, wishes: readonly Try[]): { acts: ReviewAct[], standing: ReviewStanding, now: number } {
  let now = 0
  let acts: ReviewAct[] = []
  for (const wish of wishes) {
    now += wish.afterMs
    acts = letTimeAct(choice, acts, now)
    const act = actOf(wish, acts.length + 1, now)
    if (mayBe(choice, acts, act))
      acts = [...acts, act]
  }
  return { acts, standing: replay(choice, acts), now }
}

/** Everything that deadlines do up to a moment. */
export function letTimeAct(choice: MachineChoice, acts: readonly ReviewAct[], now: number): ReviewAct[] {
  const done = [...acts]
  for (;;) {
    const act = clockAct(choice, replay(choice, done), now)
    if (!act)
      return done
    done.push({ ...PLAIN_ACT, ...act, seq: done.length + 1, route: 'clock' })
  }
}

function mayBe(choice: MachineChoice, acts: readonly ReviewAct[], act: ReviewAct): boolean {
  const last = acts.at(-1)
  if (act.kind === 'undone')
    return last !== undefined && UNDOABLE.includes(last.kind) && last.actorId === act.actorId && act.at - last.at <= UNDO_MS
  if (act.kind === 'lapsed' || act.kind === 'silenced' || act.kind === 'appeal_lapsed')
    return false
  return isPossible(choice, replay(choice, acts), act.kind)
}

function actOf(wish: Try, seq: number, at: number): ReviewAct {
  return {
    ...PLAIN_ACT,
    seq,
    kind: wish.kind,
    at,
    actorId: wish.actorId,
    label: wish.label,
    outcome: wish.kind === 'ruled' || wish.kind === 'owner_ruled' ? 'overturned' : null,
    answerDueAt: wish.kind === 'disputed' ? at + RULING_MS / 2 : null,
    rulingDueAt: wish.kind === 'disputed' || wish.kind === 'appealed' ? at + RULING_MS : null,
    appealUntilAt: wish.kind === 'ruled' ? at + RULING_MS : null,
  }
}
