import type { ItemBasis } from '../../store/figure-facts.ts'
import type { FigureFilter, SumsWish } from '../../store/figure-sums.ts'
import type { Asker } from './ask.ts'
import type { FigureScope } from './figure-scope.ts'
import type { EventSums } from './open-number.ts'

/** Events a view counts by. */
const EVENTS: Readonly<Record<FigureScope['view'], readonly ItemBasis[]>> = { cohort: ['created'], period: ['created', 'verdict', 'due', 'won'] }

/** Numbers of the whole set, by every event the view needs. */
export async function gatherTotal(asker: Asker, scope: FigureScope, filter?: FigureFilter): Promise<EventSums> {
  const rows = await Promise.all(EVENTS[scope.view].map(async event => [event, await asker.total(event, filter)] as const))
  return Object.fromEntries(rows)
}

/** The same by groups: ids joined with `:` → numbers. */
export async function gatherGroups(asker: Asker, scope: FigureScope, by: SumsWish['by']): Promise<Map<string, EventSums>> {
  const groups = new Map<string, EventSums>()
  for (const event of EVENTS[scope.view]) {
    for (const { ids, sums } of await asker.sums(event, by))
      groups.set(ids.join(':'), { ...groups.get(ids.join(':')), [event]: sums })
  }
  return groups
}

/** By week: first day → numbers. */
export async function gatherWeeks(asker: Asker, scope: FigureScope): Promise<Map<number, EventSums>> {
  return new Map([...await gatherGroups(asker, scope, ['week'])].map(([week, sums]) => [Number(week), sums]))
}
