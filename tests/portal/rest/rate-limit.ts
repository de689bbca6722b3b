import type { Portal } from '../portal.ts'

/** Burst and drain per second of the documented tariffs. */
const tariffs = {
  standard: { burst: 50, drainPerSec: 2 },
  enterprise: { burst: 250, drainPerSec: 5 },
}

/** A leaky bucket per source address: each call is a drop; a full bucket refuses. */
export interface RateLimit {
  /** False when the call does not fit in any more. */
  admits: (sourceIp: string) => boolean
}

/** Buckets of one portal, steered by the knob `rateLimit`. */
export function createRateLimit(portal: Pick<Portal, 'clock' | 'knobs'>): RateLimit {
  const buckets = new Map<string, { level: number, at: number }>()
  return {
    admits(sourceIp) {
      const tariff = portal.knobs.get('rateLimit')
      if (tariff === 'off')
        return true
      const { burst, drainPerSec } = tariffs[tariff]
      const now = portal.clock.now()
      const bucket = buckets.get(sourceIp) ?? { level: 0, at: now }
      const level = Math.max(0, bucket.level - (now - bucket.at) / 1000 * drainPerSec)
      const hasRoom = level + 1 <= burst
      buckets.set(sourceIp, { level: hasRoom ? level + 1 : level, at: now })
      return hasRoom
    },
  }
}
