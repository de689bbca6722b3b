import type { BrakeReason } from '../domain/brake.ts'
import type { BrakeLimits } from '../domain/gate-policy.ts'
import type { StoreScope } from '../store/store.ts'
import { BRAKE_WINDOW_MS, brakeReason } from '../domain/brake.ts'

/** Counts the corrections of the last hour, those of this slice included, and says when it is one too many. */
export interface BrakeMeter {
  /** Takes one more correction into account; null = it may be made. Once it said no, it says no. */
  take: (limits: BrakeLimits) => BrakeReason | null
  /** Why it fell in this slice; null while it holds. */
  readonly fallen: BrakeReason | null
}

/** A meter for one slice. */
export async function openBrakeMeter(store: StoreScope, portalId: number, now: number): Promise<BrakeMeter> {
  const since = now - BRAKE_WINDOW_MS
  const [made, moves] = await Promise.all([
    store.breaches.countOutcomesSince(portalId, ['returned', 'held', 'notice', 'handed_to_rop'], since),
    store.moves.countSince(portalId, since),
  ])
  let corrections = made
  let fallen: BrakeReason | null = null
  return {
    take(limits) {
      fallen ??= brakeReason(limits, { corrections, moves })
      if (fallen === null)
        corrections += 1
      return fallen
    },
    get fallen() {
      return fallen
    },
  }
}
