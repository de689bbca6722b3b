/** How a figure differs from the same span before. */
export interface Change {
  text: string
  /** Null = no difference that a person would see. */
  isBetter: boolean | null
}

/** Difference of two shares in points, more is better; null when one of them has no value. */
export function shareChange(now: number | null, before: number | null, words: (points: number) => string): Change | null {
  if (now === null || before === null)
    return null
  const points = Math.round((now - before) * 1000) / 10
  return { text: words(points), isBetter: points === 0 ? null : points > 0 }
}

/** Difference of two durations in ms, less is better; null when one of them has no value. */
export function timeChange(now: number | null, before: number | null, words: (ms: number) => string): Change | null {
  if (now === null || before === null)
    return null
  const difference = now - before
  const isSeen = Math.abs(difference) >= 60_000
  return { text: `${isSeen && difference < 0 ? '−' : isSeen ? '+' : ''}${words(Math.abs(difference))}`, isBetter: isSeen ? difference < 0 : null }
}
