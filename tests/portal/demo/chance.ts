/** Ways to choose by chance, all from one seeded source. */
export interface Chance {
  /** In [0, 1). */
  share: () => number
  /** True in so many of all cases. */
  happens: (probability: number) => boolean
  between: (from: number, to: number) => number
  /** Whole number, both ends included. */
  whole: (from: number, to: number) => number
  /** @throws Error for an empty list */
  pick: <Value>(values: readonly Value[]) => Value
  /** By the weight of each value. */
  weighted: <Value>(values: readonly Value[], weightOf: (value: Value) => number) => Value
}

/** Chance over uniform numbers in [0, 1). */
export function createChance(random: () => number): Chance {
  const pick = <Value>(values: readonly Value[]): Value => {
    const found = values[Math.floor(random() * values.length)]
    if (found === undefined)
      throw new Error('Nothing to choose from')
    return found
  }
  return {
    share: random,
    happens: probability => random() < probability,
    between: (from, to) => from + random() * (to - from),
    whole: (from, to) => Math.floor(from + random() * (to - from + 1)),
    pick,
    weighted(values, weightOf) {
      let left = random() * values.reduce((sum, value) => sum + weightOf(value), 0)
      for (const value of values) {
        left -= weightOf(value)
        if (left < 0)
          return value
      }
      return pick(values)
    },
  }
}
