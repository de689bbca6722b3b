import type { UserId } from './ids.ts'
import type { ReviewAct, ReviewActKind, ReviewChoice, ReviewState, RulingOutcome } from './review.ts'
import type { VerdictLabel } from './verdict.ts'

/** Where a review stands after everything that happened. */
export interface ReviewStanding {
  readonly state: ReviewState
  /** Number of acts so far, those taken back among them. */
  readonly revision: number
  /** Who accepted, disputed or, of the ✅ sample, looked; null = nobody yet. */
  readonly reviewerId: UserId | null
  readonly reviewedAt: number | null
  readonly criterion: string | null
  readonly proposedLabel: VerdictLabel | null
  readonly answererId: UserId | null
  readonly answeredAt: number | null
  /** After the answer the marketer left it to the head of sales. */
  readonly insisted: boolean
  readonly answerDueAt: number | null
  /** Of the head of sales; while appealed, of the owner. */
  readonly rulingDueAt: number | null
  /** Who ruled last; null for silence. */
  readonly rulerId: UserId | null
  readonly ruledAt: number | null
  readonly outcome: RulingOutcome | null
  /** The verdict that a ruling, a silence or the rep's own correction has set. */
  readonly finalLabel: VerdictLabel | null
  readonly isOwnerRuling: boolean
  readonly appealUntilAt: number | null
  /** An upheld ruling waits for the owner's look. */
  readonly isSampled: boolean
}

/** What of a choice the machine must know. */
export type MachineChoice = Pick<ReviewChoice, 'side' | 'label' | 'dueAt'>

/** A review before anything happened. */
export const FRESH: ReviewStanding = {
  state: 'waiting',
  revision: 0,
  reviewerId: null,
  reviewedAt: null,
  criterion: null,
  proposedLabel: null,
  answererId: null,
  answeredAt: null,
  insisted: false,
  answerDueAt: null,
  rulingDueAt: null,
  rulerId: null,
  ruledAt: null,
  outcome: null,
  finalLabel: null,
  isOwnerRuling: false,
  appealUntilAt: null,
  isSampled: false,
}

/** How long the one who did something may take it back. */
export const UNDO_MS = 10_000

/** What may be taken back. */
export const UNDOABLE: readonly ReviewActKind[] = ['accepted', 'disputed', 'answered', 'withdrawn', 'insisted', 'ruled', 'owner_ruled', 'appealed']

const OPEN: readonly ReviewState[] = ['disputed', 'answered']

/** States in which each act is possible; `sales` stands for the ✅ sample, which is review and ruling in one. */
const POSSIBLE: Readonly<Record<Exclude<ReviewActKind, 'undone'>, readonly ReviewState[]>> = {
  accepted: ['waiting', 'lapsed'],
  disputed: ['waiting'],
  answered: ['disputed'],
  corrected: OPEN,
  withdrawn: OPEN,
  insisted: ['answered'],
  ruled: ['disputed', 'answered', 'by_silence'],
  silenced: OPEN,
  lapsed: ['waiting'],
  appealed: ['upheld', 'overturned'],
  sampled: ['upheld'],
  owner_ruled: ['appealed', 'upheld'],
  appeal_lapsed: ['appealed'],
  replaced: ['waiting', 'lapsed'],
  dropped: ['waiting'],
}

/** Says whether a dispute waits for its end. */
export function isOpenDispute(state: ReviewState): boolean {
  return OPEN.includes(state)
}

/** Says whether an act is possible now; `undone` is the business of `replay`. */
export function isPossible(choice: MachineChoice, standing: ReviewStanding, kind: Exclude<ReviewActKind, 'undone'>): boolean {
  if (choice.side === 'sales' && kind !== 'accepted' && kind !== 'replaced' && kind !== 'dropped')
    return kind === 'ruled' && standing.state === 'waiting'
  if (kind === 'owner_ruled')
    return standing.state === 'appealed' || standing.isSampled
  if (kind === 'appealed' || kind === 'sampled')
    return POSSIBLE[kind].includes(standing.state) && !standing.isOwnerRuling && !(kind === 'sampled' && standing.isSampled)
  return POSSIBLE[kind].includes(standing.state)
}

/** What time itself does by now; null = nothing. A deadline is kept up to its very moment. */
export function clockAct(choice: MachineChoice, standing: ReviewStanding, now: number): Pick<ReviewAct, 'kind' | 'at' | 'label'> | null {
  const { state, rulingDueAt } = standing
  if (state === 'waiting' && choice.side === 'marketing' && choice.dueAt !== null && now > choice.dueAt)
    return { kind: 'lapsed', at: choice.dueAt, label: null }
  if (isOpenDispute(state) && rulingDueAt !== null && now > rulingDueAt)
    return { kind: 'silenced', at: rulingDueAt, label: standing.proposedLabel }
  if (state === 'appealed' && rulingDueAt !== null && now > rulingDueAt)
    return { kind: 'appeal_lapsed', at: rulingDueAt, label: standing.finalLabel }
  return null
}

/** The next deadline at which time acts; null = none. */
export function clockAt(choice: MachineChoice, standing: ReviewStanding): number | null {
  if (standing.state === 'waiting')
    return choice.side === 'marketing' ? choice.dueAt : null
  return isOpenDispute(standing.state) || standing.state === 'appealed' ? standing.rulingDueAt : null
}

/** Where a review stands after its acts, in order. @throws RangeError for a history that cannot be */
export function replay(choice: MachineChoice, acts: readonly ReviewAct[]): ReviewStanding {
  const past: ReviewStanding[] = [FRESH]
  for (const act of acts) {
    if (act.kind === 'undone' ? past.length < 2 : !isPossible(choice, past.at(-1)!, act.kind))
      throw new RangeError(`A review that is ${past.at(-1)!.state} cannot be ${act.kind}`)
    if (act.kind === 'undone')
      past.pop()
    else
      past.push(after(choice, past.at(-1)!, act))
  }
  return { ...past.at(-1)!, revision: acts.length }
}

/** Positions of acts that were taken back, by `seq`. */
export function undoneActs(acts: readonly ReviewAct[]): ReadonlySet<number> {
  return new Set(acts.flatMap((act, index) => act.kind === 'undone' ? acts[index - 1]?.seq ?? [] : []))
}

function after(choice: MachineChoice, before: ReviewStanding, act: ReviewAct): ReviewStanding {
  switch (act.kind) {
    case 'accepted':
      return { ...before, state: 'accepted', reviewerId: act.actorId, reviewedAt: act.at }
    case 'disputed':
      return { ...before, state: 'disputed', reviewerId: act.actorId, reviewedAt: act.at, criterion: act.criterion, proposedLabel: act.label, answerDueAt: act.answerDueAt, rulingDueAt: act.rulingDueAt }
    case 'answered':
      return { ...before, state: 'answered', answererId: act.actorId, answeredAt: act.at }
    case 'corrected':
      return act.label === before.proposedLabel
        ? { ...before, state: 'corrected', answererId: act.actorId, answeredAt: before.answeredAt ?? act.at, finalLabel: act.label }
        : { ...before, state: 'answered', answererId: act.actorId, answeredAt: before.answeredAt ?? act.at, insisted: false }
    case 'withdrawn':
      return { ...before, state: 'accepted' }
    case 'insisted':
      return { ...before, insisted: true }
    case 'ruled':
      return ruled(choice, before, act)
    case 'silenced':
      return { ...before, state: 'by_silence', finalLabel: before.proposedLabel }
    case 'appealed':
      return { ...before, state: 'appealed', rulingDueAt: act.rulingDueAt }
    case 'sampled':
      return { ...before, isSampled: true }
    case 'owner_ruled':
      return { ...ruled(choice, before, act), isOwnerRuling: true, isSampled: false, appealUntilAt: null }
    case 'appeal_lapsed':
      return { ...before, state: before.outcome ?? 'upheld', isOwnerRuling: true }
    case 'lapsed':
    case 'replaced':
    case 'dropped':
    case 'undone':
      return act.kind === 'undone' ? before : { ...before, state: act.kind }
  }
}

/** Of the ✅ sample the one who rules is also the one who looked. The owner's word about a ruling keeps its verdict or sets another. */
function ruled(choice: MachineChoice, before: ReviewStanding, act: ReviewAct): ReviewStanding {
  const outcome = act.outcome ?? 'upheld'
  const state = act.kind === 'owner_ruled' && outcome === 'upheld' ? before.outcome ?? 'upheld' : act.label === choice.label ? 'upheld' : 'overturned'
  return {
    ...before,
    state,
    ...(choice.side === 'sales' ? { reviewerId: act.actorId, reviewedAt: act.at } : {}),
    rulerId: act.actorId,
    ruledAt: act.at,
    outcome: state,
    finalLabel: act.label,
    appealUntilAt: act.appealUntilAt,
  }
}
