/** How many days are summed up in one transaction: as many as fit into a moment, so that a small portal takes few and a big one stays short. */
export interface DayPace {
  /** Days of the next transaction. */
  readonly days: number
  /** Tells how long the last transaction took for so many days. */
  took: (days: number, ms: number) => void
}

/** The embedded engine serves nobody else meanwhile: a person who waits for a page must not notice. */
const MOMENT_MS = 150
const FEWEST_DAYS = 8
/** Weeks and months are added up once in a transaction; more than two months at once saves little more. */
const MOST_DAYS = 64

/** Starts with few days; doubles while they take less than half a moment, halves when they take more than one. */
export function createDayPace(): DayPace {
  let days = FEWEST_DAYS
  return {
    get days() {
      return days
    },
    took(summed, ms) {
      if (ms > MOMENT_MS)
        days = Math.max(FEWEST_DAYS, Math.floor(days / 2))
      else if (summed >= days && ms < MOMENT_MS / 2)
        days = Math.min(MOST_DAYS, days * 2)
    },
  }
}
