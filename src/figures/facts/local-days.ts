import { DAY_MS, offsetAt } from '../../domain/local-time.ts'

/** Local days of one zone. */
export interface LocalDays {
  /** Number of the local day, counted from 1970-01-01 = 0. */
  dayOf: (at: number) => number
}

/** Clocks of all zones change on a quarter of an hour. */
const SLOT_MS = 900_000

/** Local days of a zone; a million instants cost as much as the quarters of an hour they fall into. */
export function createLocalDays(timeZone: string): LocalDays {
  const offsets = new Map<number, number>()
  return {
    dayOf(at) {
      const slot = Math.floor(at / SLOT_MS)
      const offset = offsets.get(slot) ?? offsetAt(at, timeZone)
      offsets.set(slot, offset)
      return Math.floor((at + offset) / DAY_MS)
    },
  }
}
