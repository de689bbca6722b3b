import type { Fleet } from './capacity-parts/simulate-day.ts'
import { createRandom } from '../support/figures/random.ts'
import { measureCosts } from './capacity-parts/measure-costs.ts'
import { portalDays } from './capacity-parts/portal-days.ts'
import { simulateDay } from './capacity-parts/simulate-day.ts'

const PORTALS = 10_000
/** A modest fleet: the question is what breaks first, not how much money helps. */
const FLEET: Fleet = { processes: 4, databaseCores: 4, portalAnswerMs: 150 }
const MOST_TIMES = 64

/**
 * `npm run bench -- capacity [portals] --json`: measures what an event, a change and a sweep cost here, then walks ten thousand
 * portals through a working day, and through days with two, four, eight times the work, until something is full.
 */
export async function run({ args }: { args: readonly string[] }): Promise<object> {
  const costs = await measureCosts()
  const portals = portalDays(Number(args[0] ?? PORTALS), createRandom(10_000))
  const day = simulateDay(portals, costs, FLEET)
  const { worst_wait_minutes: _, ...fullness } = day
  return {
    portals: portals.length,
    changes_a_day: Math.round(portals.reduce((sum, portal) => sum + portal.changes + (portal.importing?.rows ?? 0), 0)),
    busiest_portal_changes: Math.round(Math.max(...portals.map(portal => portal.changes))),
    ...Object.fromEntries(Object.entries(costs).flatMap(([name, cost]) => [[`${name}_app_ms`, cost.appMs], [`${name}_database_ms`, cost.databaseMs], [`${name}_requests`, cost.requests]])),
    ...Object.fromEntries(Object.entries(FLEET)),
    ...Object.fromEntries(Object.entries(day).map(([name, value]) => [name === 'worst_wait_minutes' ? name : `${name}_fullness`, value])),
    fullest: Object.entries(fullness).sort(([, one], [, other]) => other - one)[0]?.[0],
    ...breakingPoint(),
  }

  function breakingPoint(): { breaks_first: string, breaks_at_times: number } {
    for (let times = 1; times <= MOST_TIMES; times *= 2) {
      const more = portals.map(portal => ({ ...portal, changes: portal.changes * times }))
      const { worst_wait_minutes: wait, portal_limit: limit, ...shared } = simulateDay(more, costs, FLEET)
      const [name, value] = Object.entries(shared).sort(([, one], [, other]) => other - one)[0]!
      if (value >= 1 || wait > 5)
        return { breaks_first: name, breaks_at_times: times }
      if (limit >= 1 && times === MOST_TIMES)
        return { breaks_first: 'portal_limit', breaks_at_times: times }
    }
    return { breaks_first: 'nothing', breaks_at_times: MOST_TIMES }
  }
}
