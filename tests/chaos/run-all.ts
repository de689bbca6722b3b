import type { ChaosWorld } from './chaos-world.ts'
import type { FaultName } from './faults/faults.ts'
import type { FaultReport } from './run-chaos.ts'
import { openStore } from '../../src/store/open-store.ts'
import { startTestPostgres } from '../support/start-test-postgres.ts'
import { openChaosWorld } from './chaos-world.ts'
import { floodOnePortal } from './faults/flood-fault.ts'
import { rollBackDuringIntake } from './faults/rollback-fault.ts'
import { openFloodWorld } from './flood-world.ts'
import { runChaos } from './run-chaos.ts'
import { withinLimit } from './within-limit.ts'

/** Faults that need a world of their own. */
export const WORLD_FAULTS = ['rollback_during_intake', 'portals_flooded'] as const

type AnyFault = FaultName | typeof WORLD_FAULTS[number]

/** What to run. */
export interface ChaosRun {
  faults: readonly AnyFault[]
  seed: number
  isLong: boolean
  /** Hears what is wrong, and each report as it comes. */
  say: (line: string) => void
}

const MINUTE_MS = 60_000
const SHORT = { changes: 40, killedChanges: 40, blows: 4, patienceMs: 4 * MINUTE_MS, limitMs: 8 * MINUTE_MS, portals: 100, flood: 1_000, changesEach: 2 }
/** The burst in which processes are killed has the size the product promises; the other faults do not depend on theirs. */
const LONG = { changes: 600, killedChanges: 5_000, blows: 50, patienceMs: 15 * MINUTE_MS, limitMs: 40 * MINUTE_MS, portals: 500, flood: 10_000, changesEach: 4 }
/** Restarting a whole database takes seconds, a process one: so much less often is it done. */
const RESTARTS = 10
const INTAKE_CHANGES = 1_000

/** Runs the named faults one after the other, each against real servers on a Postgres with fsync; ends by itself whatever happens. */
export async function runAll({ faults, seed, isLong, say }: ChaosRun): Promise<FaultReport[]> {
  const size = isLong ? LONG : SHORT
  const complain = (lines: string[]): void => lines.slice(0, 20).forEach(say)
  const reports: FaultReport[] = []
  const houses = openHouses(seed)

  async function inOnePortal(fault: FaultName, turn: number): Promise<FaultReport[]> {
    const changes = fault === 'killed' ? size.killedChanges : size.changes
    const blows = fault === 'database_restarted' ? Math.min(RESTARTS, size.blows) : size.blows
    return runChaos(await houses.current(), { faults: [fault], turn, seed, isLong, changes, blows, patienceMs: size.patienceMs, complain })
  }

  async function flooded(): Promise<FaultReport[]> {
    await houses.close()
    const world = await openFloodWorld({ databaseUrl: await houses.emptyDatabase(), portals: size.portals, servers: 3, seed })
    return [await floodOnePortal(world, { events: size.flood, changesEach: size.changesEach, patienceMs: size.patienceMs, complain }).finally(() => world.close())]
  }

  for (const [turn, fault] of faults.entries()) {
    const [changes, work] = fault === 'rollback_during_intake'
      ? [2 * INTAKE_CHANGES, async () => rolledBack(await houses.emptyDatabase())] as const
      : fault === 'portals_flooded'
        ? [size.portals * size.changesEach + size.flood, flooded] as const
        : [fault === 'killed' ? size.killedChanges : size.changes, () => inOnePortal(fault, turn)] as const
    const done = await withinLimit({ fault, changes, limitMs: size.limitMs, say }, work)
    done.forEach(report => say(JSON.stringify(report)))
    reports.push(...done)
    // Whatever a harmed house holds must not be counted against the next fault.
    if (done.some(({ judged, changes: made }) => judged !== made))
      await houses.close()
  }
  await houses.close()
  return reports
}

async function rolledBack(databaseUrl: string): Promise<FaultReport[]> {
  const reports: FaultReport[] = []
  for (const settings of [{ engine: 'postgres', databaseUrl }, { engine: 'pglite', dataDir: 'memory://' }] as const) {
    const store = await openStore(settings)
    reports.push(await rollBackDuringIntake(store).finally(() => store.close()))
  }
  return reports
}

/** Databases with a world on them, opened when first needed and closed together. */
function openHouses(seed: number): { current: () => Promise<ChaosWorld>, emptyDatabase: () => Promise<string>, close: () => Promise<void> } {
  let world: ChaosWorld | null = null
  const ends: (() => Promise<void>)[] = []

  async function start(): Promise<Awaited<ReturnType<typeof startTestPostgres>>> {
    const postgres = await startTestPostgres({ durable: true })
    ends.push(() => postgres.stop())
    return postgres
  }

  return {
    async current() {
      if (world === null) {
        const postgres = await start()
        const opened = await openChaosWorld({ databaseUrl: postgres.url, restartDatabase: postgres.restart, servers: 3, seed })
        ends.push(() => opened.close())
        world = opened
      }
      return world
    },
    emptyDatabase: async () => (await start()).url,
    async close() {
      world = null
      for (const end of ends.splice(0).reverse())
        await end().catch(() => undefined)
    },
  }
}
