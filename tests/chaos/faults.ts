import type { KnobValues } from '../portal/knobs/knob-values.ts'
import type { ChaosWorld } from './chaos-world.ts'
import type { Change } from './make-changes.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { makeChanges } from './make-changes.ts'

/** How one fault is inflicted. */
export interface FaultRun {
  world: ChaosWorld
  /** 0..1, the same for the same seed. */
  chance: () => number
  changes: number
  /** How often something is killed or cut, at least. */
  blows: number
}

/** Changes made while something goes wrong; when it returns the trouble is over, its consequences are not. */
export type Fault = (run: FaultRun) => Promise<Change[]>

/** A knob of the portal is turned for as long as the changes are made, and until its events are delivered or lost. */
function underKnobs(knobs: Partial<KnobValues>): Fault {
  return async ({ world, changes }) => {
    const { portal } = world.scene
    const before = Object.fromEntries(Object.keys(knobs).map(name => [name, portal.knobs.get(name as keyof KnobValues)]))
    portal.knobs.apply(knobs)
    const made = await makeChanges(world, changes, () => wait(10))
    await portal.events.idle()
    portal.knobs.apply(before)
    return made
  }
}

/** Something happens to the whole at `blows` random places between the changes. */
function withBlows(strike: (run: FaultRun, blow: number) => Promise<void>): Fault {
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

/** Every other blow freezes a server while its neighbour is killed; the frozen one wakes up when others have its work. */
async function killAndFreeze({ world, chance }: FaultRun, blow: number): Promise<void> {
  const { fleet } = world
  const victim = Math.floor(chance() * fleet.size)
  if (blow % 2 === 0) {
    await fleet.kill(victim)
    await world.passLeases()
    return fleet.start(victim)
  }
  fleet.freeze(victim)
  await world.passLeases()
  await wait(500 + chance() * 500)
  fleet.thaw(victim)
}

async function cutDatabase({ world }: FaultRun): Promise<void> {
  await world.store.executeSql('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
}

function troubles(kinds: { kind: 'status' | 'half' | 'reset', status?: number, code?: string, share: number }[]): KnobValues['restTroubles'] {
  return kinds.map(one => ({ method: '*', status: 500, code: '', delayMs: 0, times: null, ...one }))
}

/** Everything that goes wrong, by the name it is reported under. */
export const FAULTS = {
  killed_and_frozen: withBlows(killAndFreeze),
  rolling_restart: async run => makeChanges(run.world, run.changes, async (index) => {
    if (index === Math.floor(run.changes / 3))
      await run.world.fleet.rollOver()
  }),
  events_dropped: underKnobs({ dropEvents: 1 }),
  events_mangled: underKnobs({ dropEvents: 0.3, duplicateEvents: 0.3, reorderEvents: true, eventDelayJitterMs: 300 }),
  portal_refuses: underKnobs({ restTroubles: troubles([{ kind: 'status', status: 503, code: 'QUERY_LIMIT_EXCEEDED', share: 0.1 }, { kind: 'status', status: 502, share: 0.1 }, { kind: 'status', status: 429, code: 'OPERATION_TIME_LIMIT', share: 0.05 }]) }),
  portal_breaks_off: underKnobs({ restTroubles: troubles([{ kind: 'half', share: 0.15 }, { kind: 'reset', share: 0.15 }]) }),
  tokens_rotated: underKnobs({ accessTokenLifetimeSec: 11 }),
  database_cut: withBlows(cutDatabase),
} satisfies Record<string, Fault>

/** Name of a fault. */
export type FaultName = keyof typeof FAULTS
