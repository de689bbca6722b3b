import type { FiguresLedgerAnswer, OpenNumber } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresQuery } from '../../contracts/api/figures-query.schema.ts'
import type { BreachFate, BreachWish } from '../../store/figure-breaches.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureScope, FigureViewer } from './figure-scope.ts'
import { instantOf } from '../../domain/local-time.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'
import { createAsker } from './ask.ts'
import { readScope } from './figure-scope.ts'
import { openTime, ratio } from './open-number.ts'

/** Fates of breaches while the gate enforced. */
export const ENFORCED: readonly BreachFate[] = ['hole', 'corrected', 'pending']

/** Breaches by route and the hole rate; both parts by the time of the move, whatever the view. @throws HttpError 400, 403 */
export async function readFiguresLedger(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery): Promise<FiguresLedgerAnswer> {
  const scope = await readScope(deps.store, portalId, viewer, { ...query, view: 'period' }, 'rows')
  const asker = createAsker(deps, portalId, scope)
  const wish = await breachWish(deps, portalId, scope)
  const rows = await deps.store.figureBreaches.counts(portalId, wish)
  const count = (fates: readonly BreachFate[], route?: string): OpenNumber => ({
    value: rows.filter(row => fates.includes(row.fate) && (route === undefined || row.route === route)).reduce((sum, row) => sum + row.breaches, 0),
    list: scope.hasLists ? ['breaches', fates.length === 1 ? fates[0] : 'enforced', ...route === undefined ? [] : [route]].join('.') : null,
  })
  const handoffs = openTime(scope, 'handoffs', SPAN_KINDS.handoff, await asker.spans([SPAN_KINDS.handoff])).ended
  return {
    basis: await asker.basis(),
    holeRate: ratio('hole_rate', count(['hole']), handoffs),
    breaches: count(ENFORCED),
    pending: count(['pending']),
    wouldHaveBeen: count(['observed']),
    routes: [...new Set(rows.filter(row => row.fate !== 'observed').map(row => row.route))].map(route => ({ route, breaches: count(ENFORCED, route), holes: count(['hole'], route) })),
  }
}

/** The scope in instants of the portal's zone. */
export async function breachWish({ store, now }: FigureDeps, portalId: number, scope: FigureScope): Promise<BreachWish> {
  const timeZone = (await store.portals.get(portalId))?.timeZone ?? 'UTC'
  return { fromAt: instantOf(scope.fromDay, 0, timeZone), toAt: instantOf(scope.toDay, 0, timeZone), now: now(), filter: scope.filter }
}
