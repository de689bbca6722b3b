import type { Portal } from '../portal.ts'

const minuteMs = 60_000
const baskets = 10

/** Seconds of work a method used in the last ten minutes, in one-minute baskets. */
export interface OperatingTally {
  /** Seconds used, rounded as Bitrix24 shows them. */
  operating: number
  /** Unix seconds when the oldest basket is emptied. */
  operatingResetAt: number
}

/** Tallies per caller and method. */
export interface Operating {
  read: (caller: string, method: string) => OperatingTally
  charge: (caller: string, method: string, seconds: number) => OperatingTally
  /** True when the knob sets a limit and the method has used it up. */
  isSpent: (caller: string, method: string) => boolean
}

/** Tallies of one portal, limited by the knob `operatingLimitSec`. */
export function createOperating({ clock, knobs }: Pick<Portal, 'clock' | 'knobs'>): Operating {
  const tallies = new Map<string, Map<string, Map<number, number>>>()
  const basketsOf = (caller: string, method: string): Map<number, number> => {
    let methods = tallies.get(caller)
    if (!methods)
      tallies.set(caller, methods = new Map())
    let used = methods.get(method)
    if (!used)
      methods.set(method, used = new Map())
    return used
  }
  const tally = (used: Map<number, number>): OperatingTally => {
    const minute = Math.floor(clock.now() / minuteMs)
    let sum = 0
    let oldest = minute
    for (const [at, seconds] of used) {
      if (at <= minute - baskets) {
        used.delete(at)
        continue
      }
      sum += seconds
      oldest = Math.min(oldest, at)
    }
    return { operating: sum, operatingResetAt: (oldest + baskets) * minuteMs / 1000 }
  }
  return {
    read: (caller, method) => tally(basketsOf(caller, method)),
    charge(caller, method, seconds) {
      const used = basketsOf(caller, method)
      const minute = Math.floor(clock.now() / minuteMs)
      used.set(minute, (used.get(minute) ?? 0) + seconds)
      return tally(used)
    },
    isSpent(caller, method) {
      const limitSec = knobs.get('operatingLimitSec')
      return limitSec > 0 && tally(basketsOf(caller, method)).operating >= limitSec
    },
  }
}
