import type { FloodWorld } from '../flood-world.ts'
import type { Change } from '../make-changes.ts'
import type { FaultReport } from '../run-chaos.ts'
import type { Account } from '../take-account.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { ROBOT } from '../../support/gate-scene.ts'
import { makeChanges } from '../make-changes.ts'
import { secondsSince, untilConsistent } from '../run-chaos.ts'

/** A flood: one portal's import raises so many events while everybody else works. */
export interface Flood {
  /** Leads an import of the first portal makes. */
  events: number
  /** Changes people of each portal make, those of the flooding one too. */
  changesEach: number
  patienceMs: number
  complain?: (lines: string[]) => void
}

/**
 * All portals at once, the first one with an import. Every portal's changes are counted as ever; the imported leads must all be in the
 * mirror in the end, and count as judged then.
 */
export async function floodOnePortal(world: FloodWorld, { events, changesEach, patienceMs, complain = () => {} }: Flood): Promise<FaultReport> {
  const [flooded] = world.portals
  const imported = floodWith(flooded!, events)
  const made = await Promise.all(world.portals.map(portal => makeChanges(portal, changesEach, () => wait(50))))
  const leads = await imported
  const overAt = performance.now()
  const endAt = overAt + patienceMs
  const accounts: Account[] = []
  for (const [index, portal] of [...world.portals.entries()].slice(1))
    accounts.push(await untilConsistent(portal, made[index] as Change[], Math.max(0, endAt - performance.now())))
  complain([`the other portals had waited ${secondsSince(overAt)} s when the flooded one had ${await missing(flooded!, leads)} of ${leads.length} imported leads to come`])
  accounts.push(await untilConsistent(flooded!, made[0] as Change[], Math.max(0, endAt - performance.now())))
  while (await missing(flooded!, leads) > 0 && performance.now() < endAt)
    await wait(250)
  const lostLeads = await missing(flooded!, leads)
  complain(accounts.flatMap(one => one.wrong))
  const sum = (name: 'judged' | 'lost' | 'doubled'): number => accounts.reduce((total, account) => total + account[name], 0)
  return { fault: 'portals_flooded', changes: made.flat().length + leads.length, judged: sum('judged') + leads.length - lostLeads, lost: sum('lost') + lostLeads, doubled: sum('doubled'), seconds_to_consistency: secondsSince(overAt) }
}

async function floodWith({ scene }: FloodWorld['portals'][number], events: number): Promise<number[]> {
  const leads: number[] = []
  for (let index = 0; index < events; index += 1) {
    leads.push(scene.addLead({}, ROBOT))
    if (index % 50 === 49)
      await wait(5)
  }
  await scene.portal.events.idle()
  return leads
}

async function missing({ store, portalId }: FloodWorld['portals'][number], leads: readonly number[]): Promise<number> {
  const mirrored = new Set(await store.items.liveIds(portalId, 1))
  return leads.filter(id => !mirrored.has(id)).length
}
