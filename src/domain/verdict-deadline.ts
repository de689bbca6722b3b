import type { TreatyDocument } from './treaty.ts'
import type { FeedbackEntry } from './verdict.ts'
import { addWorkingMinutes } from './working-time.ts'

/** The rules that set the deadline: of the version in force at the item's creation. */
export type DeadlineRules = Pick<TreatyDocument, 'deadlines' | 'calendar' | 'rules'>

/** "Still trying", as far as the deadline cares. */
export interface StillTryingMark {
  readonly givenAt: number
  /** Calls known when it was marked. */
  readonly callsMade: number
}

/** When the verdict is due. */
export interface VerdictDeadline {
  /** Creation, or the last mark that restarted it. */
  readonly startedAt: number
  /** Half of the working time has gone. */
  readonly halfAt: number
  readonly dueAt: number
}

/**
 * When complete feedback is due, in working time from creation; reassignment changes nothing. A mark "still trying" starts the
 * time again when it was given at or before the deadline and fewer than the agreed calls were made then.
 * @param rules null when no version was in force at creation: there is no deadline, and the answer is null
 */
export function verdictDeadline(createdAt: number, marks: readonly StillTryingMark[], rules: DeadlineRules | null): VerdictDeadline | null {
  if (rules === null)
    return null
  const inOrder = [...marks].sort((one, other) => one.givenAt - other.givenAt)
  let startedAt = createdAt
  let dueAt = due(startedAt, rules)
  for (const mark of inOrder) {
    if (mark.givenAt >= startedAt && mark.givenAt <= dueAt && mark.callsMade < rules.rules.attempts) {
      startedAt = mark.givenAt
      dueAt = due(startedAt, rules)
    }
  }
  return { startedAt, halfAt: addWorkingMinutes(rules.calendar, startedAt, rules.deadlines.verdictMinutes / 2), dueAt }
}

/** The marks among an item's history. A row without a known number of calls counts as none made. */
export function stillTryingMarks(feedback: readonly FeedbackEntry[]): StillTryingMark[] {
  return feedback
    .filter(entry => entry.kind === 'still_trying')
    .map(entry => ({ givenAt: entry.givenAt, callsMade: entry.evidence.callsMade ?? 0 }))
}

/** Why "still trying" cannot be marked; `ok` when it can. */
export type StillTryingAnswer = 'ok' | 'has_verdict' | 'attempts_used' | 'deadline_passed'

/** Decides about marking "still trying" now. Without a treaty there is no deadline to restart, and it may always be said. */
export function mayMarkStillTrying(facts: { readonly hasCompleteFeedback: boolean, readonly callsMade: number, readonly attempts: number, readonly deadline: VerdictDeadline | null, readonly now: number }): StillTryingAnswer {
  if (facts.hasCompleteFeedback)
    return 'has_verdict'
  if (facts.callsMade >= facts.attempts)
    return 'attempts_used'
  return facts.deadline !== null && facts.now > facts.deadline.dueAt ? 'deadline_passed' : 'ok'
}

function due(from: number, { calendar, deadlines }: DeadlineRules): number {
  return addWorkingMinutes(calendar, from, deadlines.verdictMinutes)
}
