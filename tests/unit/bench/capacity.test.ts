import { describe, expect, it } from 'vitest'
import { changesIn, portalDays } from '../../bench/capacity-parts/portal-days.ts'
import { simulateDay } from '../../bench/capacity-parts/simulate-day.ts'
import { createRandom } from '../../support/figures/random.ts'

const cost = (appMs: number, databaseMs: number, requests: number) => ({ appMs, databaseMs, requests })
const costs = { event: cost(0.1, 0.1, 0), single: cost(5, 2, 1), sliced: cost(1, 1, 0.01), sweep: cost(5, 2, 4) }
const fleet = { processes: 2, databaseCores: 2, portalAnswerMs: 100 }

describe('a simulated day', () => {
  it('has each portal\'s changes spread over its own hours, none lost', () => {
    const [portal] = portalDays(1, createRandom(3))
    const sum = Array.from({ length: 1_440 }, (_, minute) => changesIn(portal!, minute)).reduce((total, one) => total + one, 0)
    expect(sum).toBeCloseTo(portal!.changes, 6)
  })

  it('has many small portals and a few that do most of the work', () => {
    const changes = portalDays(10_000, createRandom(4)).map(portal => portal.changes).sort((one, other) => one - other)
    const total = changes.reduce((sum, one) => sum + one, 0)
    expect(changes[5_000]).toBeGreaterThan(50)
    expect(changes[5_000]).toBeLessThan(70)
    expect(changes.slice(9_000).reduce((sum, one) => sum + one, 0) / total).toBeGreaterThan(0.5)
  })

  it('is fuller with more portals, emptier with more processes, and makes work wait only when something is full', () => {
    const day = (portals: number, processes: number) => simulateDay(portalDays(portals, createRandom(5)), costs, { ...fleet, processes })
    expect(day(2_000, 2).app).toBeGreaterThan(day(1_000, 2).app)
    expect(day(2_000, 4).app).toBeLessThan(day(2_000, 2).app)
    expect(day(500, 4).worst_wait_minutes).toBe(0)
    const slow = { ...costs, single: cost(500, 2, 1), sliced: cost(100, 1, 0.01) }
    expect(simulateDay(portalDays(1_000, createRandom(5)), slow, fleet).worst_wait_minutes).toBeGreaterThan(5)
  })

  it('counts the five-minute looks by the portals there are, whatever they do', () => {
    const quiet = { changes: 0, zone: 3, importing: null }
    const { sweeps, app } = simulateDay(Array.from({ length: 3_000 }, () => quiet), costs, fleet)
    expect(sweeps).toBeCloseTo(600 * (5 + 2 + 400) / (2 * 16 * 60_000), 3)
    expect(app).toBeCloseTo(600 * 5 / (2 * 60_000 * 0.8), 3)
  })
})
