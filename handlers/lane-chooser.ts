import type { Lane } from '../src/store/dirty.ts'

/** What is known of an event before anybody looked at the portal. */
export interface LaneQuestion {
  portalId: number
  /** Names whoever acted: a user, or his token's fingerprint; null when no user did (robot, workflow, agent). */
  actor: string | null
  now: number
}

/**
 * Decides which lane a change waits in, so that one person's change is corrected within seconds while somebody imports
 * fifty thousand leads.
 *
 * Below `calmPerMinute` events of a portal everything is live. Above it the portal is flooded, and the rule is fairness
 * by actor: whoever caused at most `perActor` events in the last minute is a person at work and stays live; whoever
 * caused more is an import or a robot, and what he does from then on waits in bulk. Changes without a user share one
 * counter. Should a portal give every event a token of its own, every event would look like a newcomer: so at most
 * `newcomers` actors a minute are taken for persons, later ones wait in bulk.
 *
 * Two more things help a person whom this does not recognise: the sync takes the newest bulk rows along with the oldest
 * (`dirty.take` with `order: 'newest'`), and a row in bulk that a person touches moves to live.
 *
 * Counters live in the process: several processes each see their part of a flood, which only makes them milder.
 */
export interface LaneChooser {
  choose: (question: LaneQuestion) => Lane
}

/** Numbers of the rule, each per minute. */
export interface LaneLimits {
  /** @default 200 */
  calmPerMinute?: number
  /** @default 30 */
  perActor?: number
  /** @default 60 */
  newcomers?: number
}

/** One minute of a portal. */
interface Minute {
  startedAt: number
  total: number
  byActor: Map<string, number>
  newcomers: number
}

interface PortalTraffic {
  current: Minute
  previous: Minute
}

const WINDOW_MS = 60_000
const MAX_PORTALS = 20_000
const MAX_ACTORS = 2_000
const NOBODY = ''

/** Makes a chooser with empty counters. */
export function createLaneChooser({ calmPerMinute = 200, perActor = 30, newcomers = 60 }: LaneLimits = {}): LaneChooser {
  const portals = new Map<number, PortalTraffic>()
  return {
    choose({ portalId, actor, now }) {
      const traffic = turnOver(portals.get(portalId), now)
      if (!portals.has(portalId) && portals.size >= MAX_PORTALS)
        portals.clear()
      portals.set(portalId, traffic)
      const { total, ofActor } = count(traffic, actor ?? NOBODY, now)
      if (total <= calmPerMinute)
        return 'live'
      const isNewcomer = ofActor <= 1
      return ofActor <= perActor && !(isNewcomer && traffic.current.newcomers > newcomers) ? 'live' : 'bulk'
    },
  }
}

/** The last minute's counts as a sliding window: what is left of the previous minute counts by its share. */
function count({ current, previous }: PortalTraffic, actor: string, now: number): { total: number, ofActor: number } {
  const share = 1 - (now - current.startedAt) / WINDOW_MS
  const before = previous.byActor.get(actor) ?? 0
  const ofCurrent = (current.byActor.get(actor) ?? 0) + 1
  current.total += 1
  if (ofCurrent === 1 && before === 0)
    current.newcomers += 1
  if (ofCurrent > 1 || current.byActor.size < MAX_ACTORS)
    current.byActor.set(actor, ofCurrent)
  return { total: current.total + previous.total * share, ofActor: ofCurrent + before * share }
}

function turnOver(traffic: PortalTraffic | undefined, now: number): PortalTraffic {
  if (traffic === undefined || now - traffic.current.startedAt >= 2 * WINDOW_MS)
    return { current: emptyMinute(now), previous: emptyMinute(now) }
  if (now - traffic.current.startedAt < WINDOW_MS)
    return traffic
  return { current: emptyMinute(traffic.current.startedAt + WINDOW_MS), previous: traffic.current }
}

function emptyMinute(startedAt: number): Minute {
  return { startedAt, total: 0, byActor: new Map(), newcomers: 0 }
}
