import type { BudgetStore, OperatingState } from './budget-store.ts'
import type { BudgetRules } from './budget.ts'
import type { Lane } from './portal-client.ts'
import { blockUntil, emptyBudget, noteOperating, takeRequest } from './budget.ts'
import { OperatingLimitError, RateLimitedError } from './portal-errors.ts'

/** Longest wait for a free request by lane; a person who looks is told sooner than a sweep. */
const MAX_WAIT_MS: Record<Lane, number> = { people: 15_000, gate: 60_000, background: 60_000 }

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
    const deadline = now() + MAX_WAIT_MS[lane]
    for (;;) {
      const answer = await store.update(portalId, state =>
        takeRequest(state ?? emptyBudget(now()), { lane, methods, now: now() }, rules))
      if (answer.ok)
        return
      if (answer.retryAt > deadline) {
        const method = methods[0] ?? 'batch'
        throw answer.why === 'operating' ? new OperatingLimitError(answer.retryAt, { method }) : new RateLimitedError(answer.retryAt, { method })
      }
      await sleep(Math.max(20, answer.retryAt - now()))
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
    block: (portalId, forMs) => store.update(portalId, state =>
      ({ state: blockUntil(state ?? emptyBudget(now()), now() + forMs, now()), answer: undefined })),
    note: (portalId, told) => store.update(portalId, state =>
      ({ state: noteOperating(state ?? emptyBudget(now()), told, now()), answer: undefined })),
  }
}
