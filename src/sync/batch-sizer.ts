/** How many rows the next batch of writes takes, so that a slow portal never keeps a request open too long. */
export interface BatchSizer {
  readonly size: number
  /** Learns from a batch that took `durationMs`. */
  note: (rows: number, durationMs: number) => void
}

const FIRST = 10
const MOST = 50
/** A batch is meant to stay under this. */
const GOAL_MS = 15_000

/** Starts at ten rows; grows while batches stay far under fifteen seconds, shrinks by what one row takes when they do not. */
export function createBatchSizer(): BatchSizer {
  let size = FIRST
  return {
    get size() {
      return size
    },
    note(rows, durationMs) {
      const fits = Math.floor(GOAL_MS / 2 / Math.max(durationMs / rows, 1))
      size = durationMs > GOAL_MS / 2 ? Math.max(1, Math.min(size, fits)) : Math.min(MOST, Math.max(1, fits), size * 2)
    },
  }
}
