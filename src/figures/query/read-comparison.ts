import type { ComparisonAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresQuery } from '../../contracts/api/figures-query.schema.ts'
import type { ItemBasis } from '../../store/figure-facts.ts'
import type { FigureSums } from '../../store/figure-measures.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureViewer } from './figure-scope.ts'
import type { EventSums } from './open-number.ts'
import { instantOf } from '../../domain/local-time.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'
import { createAsker } from './ask.ts'
import { readScope } from './figure-scope.ts'
import { eventOf, openKpis, openTime } from './open-number.ts'

/**
 * The equal span of days before, as it was when it was as old as the asked one is now: later verdicts and wins are not seen. Its
 * numbers open no lists, since the rows have moved on. @throws HttpError 400, 403
 */
export async function readComparison(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery): Promise<ComparisonAnswer> {
  const asked = await readScope(deps.store, portalId, viewer, query, 'totals')
  const days = asked.toDay - asked.fromDay
  const scope = { ...asked, fromDay: asked.fromDay - days, toDay: asked.fromDay, hasLists: false }
  const timeZone = (await deps.store.portals.get(portalId))?.timeZone ?? 'UTC'
  const now = deps.now()
  // The distance between the two spans is that of their midnights, so a change of clocks between them shifts nothing.
  const seenAt = now - (instantOf(asked.toDay, 0, timeZone) - instantOf(scope.toDay, 0, timeZone))
  const range = { fromDay: scope.fromDay, toDay: scope.toDay }
  const sums: Partial<Record<ItemBasis, FigureSums>> = {}
  for (const event of new Set((['created', 'verdict', 'due', 'won'] as const).map(one => eventOf(scope, one))))
    sums[event] = (await deps.store.figureSums.exact(portalId, { basis: event, range, filter: scope.filter, by: [], now, asOf: seenAt }))[0]!.sums
  const spans = await deps.store.figureSums.exactSpans(portalId, { basis: scope.view === 'cohort' ? 'created' : 'ended', range, filter: scope.filter, kinds: [SPAN_KINDS.whole], by: [], asOf: seenAt })
  const asker = createAsker(deps, portalId, scope)
  return {
    basis: { ...await asker.basis(), way: 'exact' },
    seenAt,
    ...openKpis(scope, sums as EventSums),
    items: sums.created?.items ?? 0,
    time: openTime(scope, 'whole_time', SPAN_KINDS.whole, spans),
  }
}
