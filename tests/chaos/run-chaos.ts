import type { ChaosWorld } from './chaos-world.ts'
import type { FaultName } from './faults.ts'
import type { Change } from './make-changes.ts'
import type { Account } from './take-account.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '../portal/seeded-random.ts'
import { FAULTS } from './faults.ts'
import { takeAccount } from './take-account.ts'

/** What became of one fault. */
export interface FaultReport {
  fault: FaultName
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
  /** After this long what is not there counts as lost. */
  patienceMs: number
  /** Called with what is wrong at the end of a fault, one line a lead. */
  complain?: (lines: string[]) => void
}

/**
 * Inflicts one fault after another and counts. After each, time passes: leases run out and the portal is swept, as it happens by itself
 * within five minutes, because one server after the other is restarted.
 */
export async function runChaos(world: ChaosWorld, { faults, seed, changes, blows, patienceMs, complain = () => {} }: ChaosOptions): Promise<FaultReport[]> {
  const reports: FaultReport[] = []
  for (const fault of faults) {
    const chance = seededRandom(seed)
    const made = await FAULTS[fault]({ world, chance, changes, blows })
    const overAt = performance.now()
    await world.scene.portal.events.idle()
    await world.passLeases()
    await world.fleet.rollOver()
    const { judged, lost, doubled, wrong } = await untilConsistent(world, made, patienceMs)
    complain(wrong.map(line => `${fault}: ${line}`))
    reports.push({ fault, changes: made.length, judged, lost, doubled, seconds_to_consistency: Math.round((performance.now() - overAt) / 100) / 10 })
  }
  return reports
}

async function untilConsistent(world: ChaosWorld, changes: readonly Change[], patienceMs: number): Promise<Account> {
  const endAt = performance.now() + patienceMs
  for (;;) {
    const account = await takeAccount(world, changes)
    if (account.judged === changes.length || performance.now() > endAt)
      return account
    await wait(250)
  }
}
