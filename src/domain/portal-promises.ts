/** What we promise for a portal every day. */
export const PROMISES = ['freshness', 'gate', 'calls', 'tokens', 'budget'] as const
/** Kept, kept with a reserve, broken. */
export const PROMISE_STATES = ['green', 'amber', 'red'] as const
/** The sentence behind a state. */
export const PROMISE_REASONS = [
  'fresh',
  'first_sweep',
  'dead_letters',
  'behind',
  'stuck',
  'enforcing',
  'waiting_stage_gone',
  'no_treaty',
  'paused',
  'simple_mode',
  'brake',
  'calls_read',
  'no_telephony',
  'tokens_ok',
  'tokens_old',
  'tokens_dead',
  'room',
  'nearly_full',
  'calls_fail',
  'refused',
] as const

/** A promise. */
export type PromiseCode = typeof PROMISES[number]
/** How it is kept. */
export type PromiseState = typeof PROMISE_STATES[number]
/** Why. */
export type PromiseReason = typeof PROMISE_REASONS[number]

/** What the promises are judged by. Instants are ms since the epoch. */
export interface PromiseFacts {
  readonly now: number
  readonly installedAt: number | null
  /** The change that waits longest for a look; null = none waits. */
  readonly oldestWaitingAt: number | null
  readonly sweptToAt: number | null
  readonly deadLetters: number
  readonly observingBecause: 'no_treaty' | 'paused' | 'brake' | 'simple_mode' | null
  /** Pipelines whose waiting stage, as the treaty in force names it, is no longer in the portal. */
  readonly lostWaiting: number
  readonly hasTelephony: boolean
  readonly token: { readonly state: 'ok' | 'dead' | 'missing', readonly renewedAt: number | null }
  readonly budget: { readonly fill: number, readonly burst: number, readonly blockedUntil: number | null }
  /** Server calls of the last hour. */
  readonly calls: { readonly made: number, readonly failed: number }
}

/** One promise and how it is kept. */
export interface KeptPromise {
  readonly code: PromiseCode
  readonly state: PromiseState
  readonly reason: PromiseReason
}

const MINUTE = 60_000
/** A change waits so long before it counts as late, and as lost from sight. */
const LATE_MS = 2 * MINUTE
const STUCK_MS = 15 * MINUTE
/** Sweeps come every five minutes: two may be missed. */
const SWEEP_LATE_MS = 15 * MINUTE
const SWEEP_STUCK_MS = 60 * MINUTE
/** Tokens are renewed whenever the portal is called, at least with each sweep. */
const TOKENS_OLD_MS = 2 * 24 * 60 * MINUTE
const NEARLY_FULL = 0.8
/** From so many calls on, half of them failing is no accident. */
const MANY_CALLS = 10

/** How each promise is kept, in the order of the page. */
export function portalPromises(facts: PromiseFacts): KeptPromise[] {
  return [freshness(facts), gate(facts), calls(facts), tokens(facts), budget(facts)]
}

function freshness({ now, installedAt, oldestWaitingAt, sweptToAt, deadLetters }: PromiseFacts): KeptPromise {
  const say = (state: PromiseState, reason: PromiseReason): KeptPromise => ({ code: 'freshness', state, reason })
  const waited = oldestWaitingAt === null ? 0 : now - oldestWaitingAt
  const sweptAgo = now - (sweptToAt ?? installedAt ?? now)
  if (waited > STUCK_MS || sweptAgo > SWEEP_STUCK_MS)
    return say('red', 'stuck')
  if (deadLetters > 0)
    return say('amber', 'dead_letters')
  if (waited > LATE_MS || sweptAgo > SWEEP_LATE_MS)
    return say('amber', 'behind')
  return sweptToAt === null ? say('amber', 'first_sweep') : say('green', 'fresh')
}

function gate({ observingBecause, lostWaiting }: PromiseFacts): KeptPromise {
  if (observingBecause === null)
    return lostWaiting > 0 ? { code: 'gate', state: 'amber', reason: 'waiting_stage_gone' } : { code: 'gate', state: 'green', reason: 'enforcing' }
  return { code: 'gate', state: observingBecause === 'brake' ? 'red' : 'amber', reason: observingBecause }
}

function calls({ hasTelephony }: PromiseFacts): KeptPromise {
  return hasTelephony ? { code: 'calls', state: 'green', reason: 'calls_read' } : { code: 'calls', state: 'amber', reason: 'no_telephony' }
}

function tokens({ token, now }: PromiseFacts): KeptPromise {
  if (token.state !== 'ok')
    return { code: 'tokens', state: 'red', reason: 'tokens_dead' }
  const isOld = token.renewedAt !== null && now - token.renewedAt > TOKENS_OLD_MS
  return isOld ? { code: 'tokens', state: 'amber', reason: 'tokens_old' } : { code: 'tokens', state: 'green', reason: 'tokens_ok' }
}

function budget({ budget: { fill, burst, blockedUntil }, calls: { made, failed }, now }: PromiseFacts): KeptPromise {
  const say = (state: PromiseState, reason: PromiseReason): KeptPromise => ({ code: 'budget', state, reason })
  if (blockedUntil !== null && blockedUntil > now)
    return say('red', 'refused')
  if (made >= MANY_CALLS && failed * 2 > made)
    return say('red', 'calls_fail')
  return fill > burst * NEARLY_FULL ? say('amber', 'nearly_full') : say('green', 'room')
}
