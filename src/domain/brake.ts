import type { BrakeLimits } from './gate-policy.ts'

/** What the gate did and saw within the last hour. */
export interface BrakeCounts {
  /** Breaches it acted upon. */
  readonly corrections: number
  /** Moves of stages among governed items. */
  readonly moves: number
}

/** Why the brake fell. */
export type BrakeReason = 'per_hour' | 'share'

/** The hour the brake looks back on. */
export const BRAKE_WINDOW_MS = 3_600_000

/** Says whether one more correction is too many, and by which limit; null = go on. */
export function brakeReason(limits: BrakeLimits, counts: BrakeCounts): BrakeReason | null {
  const corrections = counts.corrections + 1
  if (corrections > limits.perHour)
    return 'per_hour'
  if (counts.moves >= limits.fromMoves && corrections * 100 > limits.sharePercent * counts.moves)
    return 'share'
  return null
}
