import type { ChaosWorld } from '../chaos-world.ts'
import type { Change } from '../make-changes.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { makeChanges } from '../make-changes.ts'

/** How one fault is inflicted. */
export interface FaultRun {
  world: ChaosWorld
  /** 0..1, the same for the same seed. */
  chance: () => number
  changes: number
  /** How often something is killed or cut, at least. */
  blows: number
  /** The long version: nothing is shortened, two minutes are two minutes. */
  isLong: boolean
}

/** Changes made while something goes wrong; when it returns the trouble is over, its consequences are not. */
export type Fault = (run: FaultRun) => Promise<Change[]>

/** Something happens to the whole at `blows` random places between the changes. */
export function withBlows(strike: (run: FaultRun, blow: number) => Promise<void>): Fault {
  return async (run) => {
    const places = Array.from({ length: run.blows }, () => Math.floor(run.chance() * run.changes))
    let blow = 0
    return makeChanges(run.world, run.changes, async (index) => {
      for (const _ of places.filter(place => place === index)) {
        await strike(run, blow)
        blow += 1
      }
      // The servers are to be in the middle of something when the next blow comes.
      await wait(run.chance() * 60)
    })
  }
}

/** The trouble begins after a third of the changes and ends after two thirds, or when it has lasted long enough. */
export function inTheMiddle(trouble: { begin: (run: FaultRun) => Promise<void>, end: (run: FaultRun) => Promise<void>, lastsMs?: (run: FaultRun) => number }): Fault {
  return async (run) => {
    let endAt = 0
    const made = await makeChanges(run.world, run.changes, async (index) => {
      if (index === Math.floor(run.changes / 3)) {
        await trouble.begin(run)
        endAt = performance.now() + (trouble.lastsMs?.(run) ?? 0)
      }
      if (index === Math.floor(run.changes * 2 / 3)) {
        await wait(Math.max(0, endAt - performance.now()))
        await trouble.end(run)
      }
      await wait(run.chance() * 60)
    })
    return made
  }
}
