import type { BudgetStore } from './budget-store.ts'
import type { BudgetRules } from './budget.ts'
import { emptyBudget, operatingLeft } from './budget.ts'

/** How much room the limits of a portal leave to work in the background. */
export interface Pace {
  /** Seconds of operating time of the asked method that the background may still use. */
  operatingLeftSec: number
  /** Other applications use our address: the background waits until then; 0 = no. ms since the epoch. */
  crowdedUntil: number
}

/** Reads the room of one method on one portal. */
export type ReadPace = (portalId: number, method: string) => Promise<Pace>

/** Over the shared budget. */
export function createPaceReader({ store, rules, now }: { store: BudgetStore, rules: BudgetRules, now: () => number }): ReadPace {
  return (portalId, method) => store.update(portalId, (stored, at) => {
    const state = stored ?? emptyBudget(at)
    return { state, answer: { operatingLeftSec: operatingLeft(state, method, at, rules), crowdedUntil: state.crowdedUntil > at ? now() + state.crowdedUntil - at : 0 } }
  })
}
