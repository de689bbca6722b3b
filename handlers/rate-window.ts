/** Allows so many per window and key; the window starts with the first. Remembers a bounded number of keys. */
export interface RateWindow {
  /** True when this one is allowed. `refusedBefore` = how many were refused since the last allowed one. */
  allow: (key: string, now: number) => { isAllowed: boolean, refusedBefore: number }
}

interface Count {
  startedAt: number
  used: number
  refused: number
}

const MAX_KEYS = 10_000

/** Makes a rate window. */
export function rateWindow({ limit, windowMs }: { limit: number, windowMs: number }): RateWindow {
  const counts = new Map<string, Count>()
  return {
    allow(key, now) {
      const count = counts.get(key)
      if (count !== undefined && now - count.startedAt < windowMs) {
        const isAllowed = count.used < limit
        const refusedBefore = count.refused
        count.used += isAllowed ? 1 : 0
        count.refused = isAllowed ? 0 : count.refused + 1
        return { isAllowed, refusedBefore }
      }
      // The oldest window goes first: a flood of made-up keys cannot fill the memory.
      counts.delete(key)
      if (counts.size >= MAX_KEYS)
        counts.delete(counts.keys().next().value ?? '')
      counts.set(key, { startedAt: now, used: 1, refused: 0 })
      return { isAllowed: true, refusedBefore: count?.refused ?? 0 }
    },
  }
}
