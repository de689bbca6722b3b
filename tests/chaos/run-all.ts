import type { FaultName } from './faults/faults.ts'
import type { FaultReport } from './run-chaos.ts'
import { openStore } from '../../src/store/open-store.ts'
import { startTestPostgres } from '../support/start-test-postgres.ts'
import { openChaosWorld } from './chaos-world.ts'
import { FAULTS } from './faults/faults.ts'
import { floodOnePortal } from './faults/flood-fault.ts'
import { rollBackDuringIntake } from './faults/rollback-fault.ts'
import { openFloodWorld } from './flood-world.ts'
import { runChaos } from './run-chaos.ts'

/** Faults that need a world of their own. */
export const WORLD_FAULTS = ['rollback_during_intake', 'portals_flooded'] as const

/** What to run. */
export interface ChaosRun {
  faults: readonly (FaultName | typeof WORLD_FAULTS[number])[]
  seed: number
  isLong: boolean
  /** Hears what is wrong, and each report as it comes. */
  say: (line: string) => void
}

const SHORT = { changes: 40, blows: 4, patienceMs: 240_000, portals: 100, flood: 1_000, changesEach: 2 }
const LONG = { changes: 5_000, blows: 50, patienceMs: 1_800_000, portals: 500, flood: 20_000, changesEach: 8 }

/** Runs the named faults, each against real servers on a Postgres with fsync. */
export async function runAll({ faults, seed, isLong, say }: ChaosRun): Promise<FaultReport[]> {
  const { portals, flood, changesEach, ...size } = isLong ? LONG : SHORT
  const complain = (lines: string[]): void => lines.slice(0, 20).forEach(say)
  const reports: FaultReport[] = []
  const tell = (report: FaultReport): void => {
    say(JSON.stringify(report))
    reports.push(report)
  }
  const inOnePortal = faults.filter((name): name is FaultName => name in FAULTS)
  if (inOnePortal.length > 0) {
    await onPostgres(async (postgres) => {
      const world = await openChaosWorld({ databaseUrl: postgres.url, restartDatabase: postgres.restart, servers: 3, seed })
      await runChaos(world, { faults: inOnePortal, seed, isLong, ...size, complain, tell })
      await world.close()
    })
  }
  if (faults.includes('rollback_during_intake')) {
    await onPostgres(async ({ url }) => {
      for (const settings of [{ engine: 'postgres', databaseUrl: url }, { engine: 'pglite', dataDir: 'memory://' }] as const) {
        const store = await openStore(settings)
        tell(await rollBackDuringIntake(store))
        await store.close()
      }
    })
  }
  if (faults.includes('portals_flooded')) {
    await onPostgres(async ({ url }) => {
      const world = await openFloodWorld({ databaseUrl: url, portals, servers: 3, seed })
      tell(await floodOnePortal(world, { events: flood, changesEach, patienceMs: size.patienceMs, complain }))
      await world.close()
    })
  }
  return reports
}

async function onPostgres(work: (postgres: Awaited<ReturnType<typeof startTestPostgres>>) => Promise<void>): Promise<void> {
  const postgres = await startTestPostgres({ durable: true })
  try {
    await work(postgres)
  }
  finally {
    await postgres.stop()
  }
}
