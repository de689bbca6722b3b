import type { Random } from '../../support/figures/random.ts'

/** One customer's working day, as the simulation needs it. */
export interface PortalDay {
  /** Changes of leads and deals in a day, without imports. */
  changes: number
  /** Hours east of UTC. */
  zone: number
  /** Minute of the day (UTC) at which an import begins, and its rows; null = none today. */
  importing: { atMinute: number, rows: number } | null
}

/** Half of the portals change fewer leads and deals a day than this. */
const MEDIAN_CHANGES = 60
/** Spread of the logarithm: the busiest tenth does two thirds of the work, one in a thousand has ten thousand changes. */
const SPREAD = 1.5
/** Part of the portals that import on a given day, and how much. */
const IMPORT_SHARE = 0.01
const IMPORT_ROWS = [1_000, 5_000, 20_000] as const
/** Where the portals are: most in Moscow's time, some in the Urals and Siberia, some in Europe. */
const ZONES = [3, 3, 3, 3, 5, 5, 7, 1, 1, 6] as const

/** Share of a day's changes in each local hour: little at night, a peak after eleven and one after three. */
const HOURS = [0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1.5, 4, 8, 10, 11, 9, 7, 9, 11, 10, 8, 4, 2, 1.5, 0.8, 0.5, 0.3] as const
const HOURS_SUM = HOURS.reduce((sum, share) => sum + share, 0)

/** So many portals, the same for the same source of numbers. */
export function portalDays(count: number, random: Random): PortalDay[] {
  return Array.from({ length: count }, () => ({
    changes: Math.min(50_000, MEDIAN_CHANGES * Math.exp(SPREAD * normal(random))),
    zone: random.pick(ZONES),
    importing: random.chance(IMPORT_SHARE) ? { atMinute: 6 * 60 + random.below(9 * 60), rows: random.pick(IMPORT_ROWS) } : null,
  }))
}

/** Changes of a portal in one minute of the day (UTC), imports apart. */
export function changesIn(portal: PortalDay, minute: number): number {
  const hour = Math.floor((minute / 60 + portal.zone) % 24)
  return portal.changes * (HOURS[hour] ?? 0) / HOURS_SUM / 60
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}
