/** Neighbouring bounds of the histogram; a value named by its bin is wrong by half a percent at most. */
const GROWTH = 1.01
const LOG_GROWTH = Math.log(GROWTH)

/** Place of a duration in the histogram; -1 stands for no time at all. */
export function binOf(durationMs: number): number {
  return durationMs < 1 ? -1 : Math.ceil(Math.log(durationMs) / LOG_GROWTH)
}

/** The duration a bin stands for, ms. */
export function valueOfBin(bin: number): number {
  return bin < 0 ? 0 : 2 * GROWTH ** bin / (GROWTH + 1)
}

/**
 * A percentile (0..1) of a histogram as `percentile_cont` defines it, between the two neighbouring values; null when empty.
 * Buckets a quarter octave wide miss spiky data by up to nine percent, however they are interpolated: hence the finer ones.
 */
export function percentileOf(histogram: ReadonlyMap<number, number>, share: number): number | null {
  const bins = [...histogram].sort(([one], [other]) => one - other)
  const total = bins.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0)
    return null
  const place = share * (total - 1)
  const low = valueAt(bins, Math.floor(place))
  const high = valueAt(bins, Math.ceil(place))
  return low + (high - low) * (place - Math.floor(place))
}

function valueAt(bins: readonly (readonly [number, number])[], rank: number): number {
  let seen = 0
  for (const [bin, count] of bins) {
    seen += count
    if (rank < seen)
      return valueOfBin(bin)
  }
  return valueOfBin(bins.at(-1)![0])
}
