import type { PortalDay } from './portal-days.ts'
import { changesIn } from './portal-days.ts'

/** What one piece of work takes, measured. Milliseconds of processor time, of the app and of Postgres. */
export interface UnitCosts {
  event: Cost
  /** A change that comes alone: read, mirror, judge. */
  single: Cost
  /** A change among many: a slice shares its reads. */
  sliced: Cost
  /** The five-minute look at one quiet portal. */
  sweep: Cost
}

/** `requests`: HTTP requests to the portal. */
export interface Cost { appMs: number, databaseMs: number, requests: number }

/** What is bought. */
export interface Fleet {
  /** App processes; each has one processor. */
  processes: number
  /** Processors of Postgres. */
  databaseCores: number
  /** How long a portal takes for an answer, ms. */
  portalAnswerMs: number
}

/** How full each resource was in its worst hour, 1 = full, and how long work waited at most. */
export interface DayReport {
  app: number
  database: number
  visits: number
  sweeps: number
  /** Of the busiest portal, of two requests a second. */
  portal_limit: number
  worst_wait_minutes: number
}

const MINUTES = 1_440
const MINUTE_MS = 60_000
const SWEEP_EVERY_MINUTES = 5
/** Visits and sweeps side by side in one process. @see src/sync/start-sync.ts, tend-portals.ts */
const VISITS_AT_ONCE = 8
const SWEEPS_AT_ONCE = 16
/** A change is told about 1.6 times: its own event, and those of what is written with it. */
const EVENTS_PER_CHANGE = 1.6
/** What a portal of the smallest plan allows for good. */
const PORTAL_REQUESTS_PER_MINUTE = 120
/** Processors are not filled to the brim. */
const USABLE = 0.8
/** A minute with more changes than this is worked in slices. */
const SINGLE_UP_TO = 3

/** Walks through a day minute by minute; what does not fit waits for the next minute. */
export function simulateDay(portals: readonly PortalDay[], costs: UnitCosts, fleet: Fleet): DayReport {
  const room = {
    app: fleet.processes * MINUTE_MS * USABLE,
    database: fleet.databaseCores * MINUTE_MS * USABLE,
    visits: fleet.processes * VISITS_AT_ONCE * MINUTE_MS,
    sweeps: fleet.processes * SWEEPS_AT_ONCE * MINUTE_MS,
  }
  const used = { app: new Float64Array(24), database: new Float64Array(24), visits: new Float64Array(24), sweeps: new Float64Array(24) }
  let backlog = 0
  let worstWait = 0
  let busiest = 0
  for (let minute = 0; minute < MINUTES; minute++) {
    const load = minuteLoad(portals, minute, costs, fleet)
    busiest = Math.max(busiest, load.busiestRequests / PORTAL_REQUESTS_PER_MINUTE)
    const fullness = Math.max(load.app / room.app, load.database / room.database, load.visits / room.visits)
    backlog = Math.max(0, backlog + fullness - 1)
    worstWait = Math.max(worstWait, backlog)
    for (const name of Object.keys(room) as (keyof typeof room)[])
      used[name][Math.floor(minute / 60)]! += load[name] / room[name] / 60
  }
  const worst = (name: keyof typeof used): number => round(Math.max(...used[name]))
  return { app: worst('app'), database: worst('database'), visits: worst('visits'), sweeps: worst('sweeps'), portal_limit: round(busiest), worst_wait_minutes: round(worstWait) }
}

function minuteLoad(portals: readonly PortalDay[], minute: number, costs: UnitCosts, { portalAnswerMs }: Fleet) {
  const load = { app: 0, database: 0, visits: 0, sweeps: 0, busiestRequests: 0 }
  const add = (cost: Cost, times: number, slot: 'visits' | 'sweeps'): void => {
    load.app += cost.appMs * times
    load.database += cost.databaseMs * times
    load[slot] += (cost.appMs + cost.databaseMs + cost.requests * portalAnswerMs) * times
  }
  for (const portal of portals) {
    const imported = portal.importing && minute >= portal.importing.atMinute && minute < portal.importing.atMinute + 10 ? portal.importing.rows / 10 : 0
    const changes = changesIn(portal, minute) + imported
    const cost = changes > SINGLE_UP_TO ? costs.sliced : costs.single
    add(cost, changes, 'visits')
    load.app += costs.event.appMs * changes * EVENTS_PER_CHANGE
    load.database += costs.event.databaseMs * changes * EVENTS_PER_CHANGE
    load.busiestRequests = Math.max(load.busiestRequests, cost.requests * changes + costs.sweep.requests / SWEEP_EVERY_MINUTES)
  }
  add(costs.sweep, portals.length / SWEEP_EVERY_MINUTES, 'sweeps')
  return load
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
