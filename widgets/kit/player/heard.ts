/** Counts seconds that were really played. */
export interface Heard {
  /** Tells that playing has reached a second. True when something new was heard. */
  add: (second: number) => boolean
  /** The next reported second does not follow from the last one. */
  jump: () => void
  /** Whole seconds, each counted once. */
  seconds: () => number
}

/** Longest step between two reports that still counts as playing: reports come four times a second, at double speed. */
const LONGEST_STEP_SEC = 2.5

/** Nothing heard yet. A second heard twice counts once; what was skipped does not count. */
export function createHeard(): Heard {
  const seconds = new Set<number>()
  let last: number | null = null
  return {
    add(second) {
      const before = seconds.size
      if (last !== null && second > last && second - last <= LONGEST_STEP_SEC) {
        for (let at = Math.floor(last); at < Math.floor(second); at += 1)
          seconds.add(at)
      }
      last = second
      return seconds.size > before
    },
    jump() {
      last = null
    },
    seconds: () => seconds.size,
  }
}
