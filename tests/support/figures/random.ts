/** A source of numbers that gives the same run for the same seed. */
export interface Random {
  /** 0 included, 1 excluded. */
  next: () => number
  /** From 0 to below `limit`. */
  below: (limit: number) => number
  chance: (share: number) => boolean
  pick: <Value>(values: readonly Value[]) => Value
}

/** mulberry32: small, fast, good enough for tests. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return { next, below, chance: share => next() < share, pick: values => values[below(values.length)]! }
}
