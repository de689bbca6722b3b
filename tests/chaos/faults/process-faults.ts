import type { Fault, FaultRun } from './fault.ts'
import { makeChanges } from '../make-changes.ts'
import { inTheMiddle, withBlows } from './fault.ts'

/** A server ends as in a power cut; its neighbours have its work when it is back. */
async function kill({ world, chance }: FaultRun): Promise<void> {
  const victim = Math.floor(chance() * world.fleet.size)
  await world.fleet.kill(victim)
  await world.passLeases()
  await world.fleet.start(victim)
}

/** Longer than any lease of the sync: in the long version they run out by themselves. */
const FROZEN_MS = 120_000
const FROZEN_SHORT_MS = 1_000
const HOUR_MS = 3_600_000

/** What happens to processes and their machines. */
export const PROCESS_FAULTS = {
  killed: withBlows(kill),
  frozen: inTheMiddle({
    async begin({ world, isLong }) {
      world.fleet.freeze(0)
      if (!isLong)
        await world.passLeases()
    },
    lastsMs: ({ isLong }) => isLong ? FROZEN_MS : FROZEN_SHORT_MS,
    end: async ({ world }) => world.fleet.thaw(0),
  }),
  rolling_restart: async run => makeChanges(run.world, run.changes, async (index) => {
    if (index === Math.floor(run.changes / 3))
      await run.world.fleet.rollOver()
  }),
  clock_jumps: inTheMiddle({
    begin: async ({ world }) => world.fleet.moveClocks(HOUR_MS),
    lastsMs: () => FROZEN_SHORT_MS,
    end: async ({ world }) => world.fleet.moveClocks(-HOUR_MS),
  }),
} satisfies Record<string, Fault>
