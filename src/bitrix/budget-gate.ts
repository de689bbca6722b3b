import type { BudgetStore, OperatingState } from './budget-store.ts'
import type { BudgetRules } from './budget.ts'
import type { Lane } from './portal-client.ts'
import { blockUntil, emptyBudget, noteOperating, takeRequest } from './budget.ts'
import { OperatingLimitError, RateLimitedError } from './portal-errors.ts'

/** Longest wait for a free request by lane; a person who looks is told sooner than a sweep. */
const MAX_WAIT_MS: Record<Lane, number> = { people: 15_000, gate: 60_000, background: 60_000 }

/** A portal forgets operating time after ten minutes, whatever its clock says. */
const LONGEST_WINDOW_MS = 600_000

/** Waits for the budget of one portal, first come first served inside a lane. */
export interface BudgetGate {
  /**
   * Resolves when the request may go.
   * @throws RateLimitedError or OperatingLimitError when that is further away than the lane waits
   */
  enter: (portalId: number, lane: Lane, methods: readonly string[]) => Promise<void>
  /** The portal refused a request as one too many. */
  block: (portalId: number, forMs: number) => Promise<void>
  /** What the portal told about operating time, by method. */
  note: (portalId: number, told: Record<string, OperatingState>) => Promise<void>
}

/** How to build the gate. */
export interface BudgetGateOptions {
  store: BudgetStore
  rules: BudgetRules
  now: () => number
  sleep: (ms: number) => Promise<void>
}

/** A gate over the shared budget. */
export function createBudgetGate(options: BudgetGateOptions): BudgetGate {
  const { store, rules, now, sleep } = options
  const queues = new Map<string, Promise<void>>()

  async function waitForTurn(portalId: number, lane: Lane, methods: readonly string[]): Promise<void> {
    for (let waitedMs = 0; ;) {
      const { answer, at } = await store.update(portalId, (state, at) => {
        const taken = takeRequest(state ?? emptyBudget(at), { lane, methods, now: at }, rules)
        return { state: taken.state, answer: { answer: taken.answer, at } }
      })
      if (answer.ok)
        return
      const leftMs = Math.max(20, answer.retryAt - at)
      if (waitedMs + leftMs > MAX_WAIT_MS[lane]) {
        const method = methods[0] ?? 'batch'
        throw answer.why === 'operating' ? new OperatingLimitError(now() + leftMs, { method }) : new RateLimitedError(now() + leftMs, { method })
      }
      waitedMs += leftMs
      await sleep(leftMs)
    }
  }

  return {
    enter(portalId, lane, methods) {
      const key = `${portalId}:${lane}`
      const before = queues.get(key) ?? Promise.resolve()
      const turn = before.then(() => waitForTurn(portalId, lane, methods))
      const settled = turn.catch(() => undefined).then(() => {
        if (queues.get(key) === settled)
          queues.delete(key)
      })
      queues.set(key, settled)
      return turn
    },
    block: (portalId, forMs) => store.update(portalId, (state, at) =>
      ({ state: blockUntil(state ?? emptyBudget(at), at + forMs, at), answer: undefined })),
    note: (portalId, told) => store.update(portalId, (state, at) =>
      ({ state: noteOperating(state ?? emptyBudget(at), byClockOf(at - now(), told, at), at), answer: undefined })),
  }
}

/** Moments of our clock as moments of the shared one. */
function byClockOf(aheadMs: number, told: Record<string, OperatingState>, at: number): Record<string, OperatingState> {
  const moment = (ours: number): number => ours === 0 ? 0 : Math.min(ours + aheadMs, at + LONGEST_WINDOW_MS)
  return Object.fromEntries(Object.entries(told).map(([method, one]) => [method, { ...one, resetAt: moment(one.resetAt), blockedUntil: moment(one.blockedUntil) }]))
}
