import type { Metrics } from './metrics.ts'

/** Sums the gauges show. Declared here, because the kernel does not look into the store. */
export interface VitalSums {
  activePortals: number
  deadTokens: number
  dirtyLive: number
  dirtyBulk: number
  oldestLiveAt: number | null
  oldestBulkAt: number | null
  deadLooks: number
  writesWaiting: number
  deadWrites: number
}

/** However often somebody scrapes, the database is asked this seldom. */
const KEPT_MS = 10_000

/** Adds gauges of the queues, tokens and dead letters to the metrics; a database that does not answer leaves their last values. */
export function addVitalGauges(metrics: Metrics, read: () => Promise<VitalSums>, now: () => number): void {
  let known: { at: number, sums: Promise<VitalSums> } | null = null

  function sums(): Promise<VitalSums> {
    if (known === null || now() - known.at > KEPT_MS) {
      known = { at: now(), sums: read() }
      known.sums.catch(() => {
        known = null
      })
    }
    return known.sums
  }

  const gauge = (name: string, help: string, value: (vitals: VitalSums) => number): void => metrics.gauge(name, help, async () => value(await sums()))
  const ageSec = (at: number | null): number => at === null ? 0 : Math.max(0, (now() - at) / 1000)
  gauge('treaty_portals_active', 'Portals that have the application installed', vitals => vitals.activePortals)
  gauge('treaty_portals_without_access', 'Portals whose tokens are refused: somebody must open the installer there', vitals => vitals.deadTokens)
  gauge('treaty_dirty_live', 'Changed items that wait for a look', vitals => vitals.dirtyLive)
  gauge('treaty_dirty_bulk', 'Items from imports, sweeps and the past that wait for a look', vitals => vitals.dirtyBulk)
  gauge('treaty_queue_age_live_seconds', 'How long the oldest changed item has waited', vitals => ageSec(vitals.oldestLiveAt))
  gauge('treaty_queue_age_bulk_seconds', 'How long the oldest item of imports, sweeps and the past has waited', vitals => ageSec(vitals.oldestBulkAt))
  gauge('treaty_writes_waiting', 'Writes to portals that wait for their turn', vitals => vitals.writesWaiting)
  gauge('treaty_dead_looks', 'Items that failed too often', vitals => vitals.deadLooks)
  gauge('treaty_dead_writes', 'Writes to portals that came to nothing', vitals => vitals.deadWrites)
}
