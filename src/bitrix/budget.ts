import type { BudgetState, LaneLevels, OperatingState } from './budget-store.ts'
import type { Lane } from './portal-client.ts'

/** How much a portal allows us, and how the lanes share it. */
export interface BudgetRules {
  /** Requests that may come at once. @default 50 */
  burst: number
  /** Requests a second that drain away. @default 2 */
  drainPerSec: number
  /** Parts of the bucket that belong to each lane; they add up to 1. */
  shares: LaneLevels
  /** A lane that did not ask for so long lends its part. */
  idleMs: number
  /** Part of a lane's share that is never lent, so that its first request need not wait. */
  keptShare: number
  /** Operating seconds of one method in ten minutes, and the part of them the background may use. */
  operatingLimitSec: number
  backgroundOperatingShare: number
}

/** @see product section 5 of the platform's limits: burst 50, two a second; 480 s of operating time in ten minutes. */
export const DEFAULT_BUDGET_RULES: BudgetRules = {
  burst: 50,
  drainPerSec: 2,
  shares: { people: 0.4, gate: 0.4, background: 0.2 },
  idleMs: 5_000,
  keptShare: 0.25,
  operatingLimitSec: 480,
  backgroundOperatingShare: 0.5,
}

/** May this request go now? `retryAt` is the earliest moment to ask again. */
export type BudgetAnswer = { ok: true } | { ok: false, retryAt: number, why: 'bucket' | 'blocked' | 'crowded' | 'operating' }

/** What is asked for. */
export interface BudgetQuestion {
  lane: Lane
  /** Methods of the request: one, or those inside a batch. */
  methods: readonly string[]
  now: number
}

const LANES: readonly Lane[] = ['people', 'gate', 'background']

/** A bucket nobody has used yet. */
export function emptyBudget(now: number): BudgetState {
  return { levels: { people: 0, gate: 0, background: 0 }, levelAt: now, blockedUntil: 0, askedAt: { people: 0, gate: 0, background: 0 }, crowdedUntil: 0, crowdedForMs: 0, operating: {} }
}

/** Takes one request out of the budget, or says when to ask again. Also returns the state to store: asking itself is noted. */
export function takeRequest(before: BudgetState, question: BudgetQuestion, rules: BudgetRules): { state: BudgetState, answer: BudgetAnswer } {
  const { lane, now } = question
  const state = { ...drain(before, now, rules), askedAt: { ...before.askedAt, [lane]: now } }
  if (state.blockedUntil > now)
    return { state, answer: { ok: false, retryAt: state.blockedUntil, why: 'blocked' } }
  if (lane === 'background' && state.crowdedUntil > now)
    return { state, answer: { ok: false, retryAt: state.crowdedUntil, why: 'crowded' } }
  const operatingAt = operatingFreeAt(state, question, rules)
  if (operatingAt > now)
    return { state, answer: { ok: false, retryAt: operatingAt, why: 'operating' } }
  const missing = total(state.levels) + 1 - (rules.burst - withheld(state, lane, now, rules))
  if (missing > 0)
    return { state, answer: { ok: false, retryAt: now + Math.ceil(missing / rules.drainPerSec * 1000), why: 'bucket' } }
  return { state: { ...state, levels: { ...state.levels, [lane]: state.levels[lane] + 1 } }, answer: { ok: true } }
}

/** First and longest pause of the background after a refusal nobody could foresee. */
const CROWDED_FIRST_MS = 5_000
const CROWDED_MOST_MS = 60_000

/**
 * The portal said "too many" though our own count had room: nobody asks before `until`, and the background leaves what there is
 * to people and the gate for a while, twice as long when it happens again soon.
 */
export function blockUntil(before: BudgetState, until: number, now: number): BudgetState {
  const isAgain = before.crowdedForMs > 0 && now < before.crowdedUntil + 2 * before.crowdedForMs
  // Several requests in flight are refused by the same full bucket: that is one refusal.
  if (before.crowdedUntil > now)
    return { ...before, blockedUntil: Math.max(before.blockedUntil, until) }
  const crowdedForMs = isAgain ? Math.min(CROWDED_MOST_MS, before.crowdedForMs * 2) : CROWDED_FIRST_MS
  return { ...before, blockedUntil: Math.max(before.blockedUntil, until), crowdedUntil: now + crowdedForMs, crowdedForMs }
}

/** Notes the operating time the portal told for a method; entries whose window has passed are dropped. */
export function noteOperating(before: BudgetState, told: Record<string, OperatingState>, now: number): BudgetState {
  const kept = Object.entries({ ...before.operating, ...told }).filter(([, entry]) => entry.resetAt > now || entry.blockedUntil > now)
  return { ...before, operating: Object.fromEntries(kept) }
}

/** Each lane drains by its share; what a lane has no use for helps the others. */
function drain(before: BudgetState, now: number, rules: BudgetRules): BudgetState {
  const levels = { ...before.levels }
  let left = Math.max(0, now - before.levelAt) / 1000 * rules.drainPerSec
  for (let round = 0; round < LANES.length && left > 1e-9; round += 1) {
    const filled = LANES.filter(lane => levels[lane] > 0)
    const shares = filled.reduce((sum, lane) => sum + rules.shares[lane], 0)
    const portion = left
    for (const lane of filled) {
      const gone = Math.min(levels[lane], portion * rules.shares[lane] / shares)
      levels[lane] -= gone
      left -= gone
    }
  }
  return { ...before, levels, levelAt: Math.max(before.levelAt, now) }
}

/**
 * Unused parts of other lanes' shares that this lane may not touch. Inside its own share it leaves the others only what is
 * never lent; beyond it also everything a lane that is asking now has not used.
 */
function withheld(state: BudgetState, lane: Lane, now: number, rules: BudgetRules): number {
  const isBorrowing = state.levels[lane] + 1 > rules.shares[lane] * rules.burst
  return LANES.filter(other => other !== lane).reduce((sum, other) => {
    const share = rules.shares[other] * rules.burst
    const isAsking = now - state.askedAt[other] <= rules.idleMs
    const kept = other === 'background' ? 0 : share * rules.keptShare
    return sum + Math.max(0, (isBorrowing && isAsking ? share : kept) - state.levels[other])
  }, 0)
}

function operatingFreeAt(state: BudgetState, question: BudgetQuestion, rules: BudgetRules): number {
  return Math.max(0, ...question.methods.map((method) => {
    const entry = state.operating[method]
    if (!entry)
      return 0
    const isSpent = question.lane === 'background' && entry.usedSec >= rules.operatingLimitSec * rules.backgroundOperatingShare
    return Math.max(entry.blockedUntil, isSpent ? entry.resetAt : 0)
  }))
}

/** Seconds of a method's ten minutes the background may still use. */
export function operatingLeft(state: BudgetState, method: string, now: number, rules: BudgetRules): number {
  const entry = state.operating[method]
  const share = rules.operatingLimitSec * rules.backgroundOperatingShare
  return entry && entry.resetAt > now ? Math.max(0, share - entry.usedSec) : share
}

function total(levels: LaneLevels): number {
  return levels.people + levels.gate + levels.background
}
