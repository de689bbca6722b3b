import type { ChaosWorld } from './chaos-world.ts'
import type { FaultName } from './faults/faults.ts'
import type { Change } from './make-changes.ts'
import type { Account } from './take-account.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '../portal/seeded-random.ts'
import { FAULTS } from './faults/faults.ts'
import { takeAccount } from './take-account.ts'

/** What became of one fault. */
export interface FaultReport {
  fault: string
  changes: number
  judged: number
  lost: number
  doubled: number
  /** From the end of the trouble until every change was judged and written. */
  seconds_to_consistency: number
}

/** How much is done to the world. */
export interface ChaosOptions {
  faults: readonly FaultName[]
  seed: number
  changes: number
  blows: number
  /** Nothing is shortened: two minutes are two minutes. @default false */
  isLong?: boolean
  /** After this long what is not there counts as lost. */
  patienceMs: number
  /** Called with what is wrong at the end of a fault, one line a lead. */
  complain?: (lines: string[]) => void
  /** The server that is restarted after the first fault; the next one after the second. @default 0 */
  turn?: number
}

/**
 * Inflicts one fault after another and counts. After each, time passes: leases run out and the portal is swept, as it happens by itself
 * within five minutes, because a server is restarted.
 */
export async function runChaos(world: ChaosWorld, { faults, seed, changes, blows, isLong = false, patienceMs, complain = () => {}, turn: firstTurn = 0 }: ChaosOptions): Promise<FaultReport[]> {
  const reports: FaultReport[] = []
  for (const [index, fault] of faults.entries()) {
    const chance = seededRandom(seed)
    const made = await FAULTS[fault]({ world, chance, changes, blows, isLong })
    const overAt = performance.now()
    await world.scene.portal.events.idle()
    await world.passLeases()
    await world.fleet.renew(firstTurn + index)
    const { judged, lost, doubled, wrong } = await untilConsistent(world, made, patienceMs)
    complain(wrong.map(line => `${fault}: ${line}`))
    const report = { fault, changes: made.length, judged, lost, doubled, seconds_to_consistency: secondsSince(overAt) }
    reports.push(report)
  }
  return reports
}

/** Seconds since a moment of `performance.now()`, to a tenth. */
export function secondsSince(at: number): number {
  return Math.round((performance.now() - at) / 100) / 10
}

/** Looks again at what is not there yet; when nothing is left, or patience is, everything is counted once more. */
export async function untilConsistent(world: Pick<ChaosWorld, 'scene' | 'store' | 'portalId'>, changes: readonly Change[], patienceMs: number): Promise<Account> {
  const endAt = performance.now() + patienceMs
  for (let open = changes; open.length > 0 && performance.now() < endAt;) {
    const { unjudged } = await takeAccount(world, open)
    open = unjudged
    if (open.length > 0)
      await wait(250)
  }
  return takeAccount(world, changes)
}
