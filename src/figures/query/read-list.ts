import type { ListAnswer, ListRow } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresListQuery } from '../../contracts/api/figures-query.schema.ts'
import type { ItemListWish, SpanListWish } from '../../store/figure-lists.ts'
import type { PageRequest } from '../../store/paging.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureScope, FigureViewer } from './figure-scope.ts'
import type { KnownRow } from './list-row.ts'
import type { ListTarget } from './list-target.ts'
import { HttpError } from '../../http/http-error.ts'
import { readScope } from './figure-scope.ts'
import { createListRows } from './list-row.ts'
import { parseList, titleOf } from './list-target.ts'
import { breachWish } from './read-ledger.ts'
import { reviewWish } from './review-figures.ts'

/** Rows as the store knows them, and how many there are. */
interface Found {
  readonly total: number
  readonly rows: readonly KnownRow[]
  readonly nextCursor: string | null
}

/**
 * The rows behind one number; the total is counted with the words of the number, and rows outside the viewer's grant keep their
 * place. @throws HttpError 400, 403
 */
export async function readList(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresListQuery): Promise<ListAnswer> {
  const target = parseList(query.list)
  if (target === null)
    throw new HttpError(400, 'invalid_input', 'No number has this list: take the name from the answer that showed it.', { field: 'list' })
  const scope = await readScope(deps.store, portalId, viewer, query, 'rows')
  const found = await find(deps, portalId, scope, target, { cursor: query.cursor ?? null, limit: query.limit })
  const rows: ListRow[] = await createListRows(deps.store, portalId, viewer, found.rows)
  return { ...titleOf(target), total: found.total, rows, nextCursor: found.nextCursor }
}

async function find(deps: FigureDeps, portalId: number, scope: FigureScope, target: ListTarget, page: PageRequest): Promise<Found> {
  const { figureLists, figureBreaches, figureReviews } = deps.store
  const range = { fromDay: scope.fromDay, toDay: scope.toDay }
  if (target.of === 'breaches') {
    const wish = { ...await breachWish(deps, portalId, scope), ...target }
    const counts = await figureBreaches.counts(portalId, wish)
    const { rows, nextCursor } = await figureBreaches.list(portalId, wish, page)
    return { total: counts.reduce((sum, row) => sum + row.breaches, 0), rows: rows.map(breach => ({ breach })), nextCursor }
  }
  if (target.of === 'reviews') {
    const wish = await reviewWish(deps, portalId, scope)
    const { rows, nextCursor } = await figureReviews.list(portalId, { ...wish, part: target.part }, page)
    return { total: (await figureReviews.counts(portalId, wish, 'all'))[0]?.counts[target.part] ?? 0, rows: rows.map(review => ({ review })), nextCursor }
  }
  if (target.of === 'spans') {
    const wish: SpanListWish = { filter: scope.filter, kinds: [target.kind], ...target.state === 'open' ? { state: 'open' } : { state: 'ended', basis: target.state, range } }
    const { rows, nextCursor } = await figureLists.spans(portalId, wish, page)
    return { total: await figureLists.countSpans(portalId, wish), rows: rows.map(span => ({ span })), nextCursor }
  }
  const base = { range, filter: scope.filter, now: deps.now() }
  const wish: ItemListWish = target.of === 'items' ? { ...base, basis: target.event, count: target.count } : { ...base, basis: 'created', fromStep: target.fromStep, ...target.toStep === undefined ? {} : { toStep: target.toStep } }
  const { rows, nextCursor } = await figureLists.items(portalId, wish, page)
  return { total: await figureLists.countItems(portalId, wish), rows: rows.map(item => ({ item })), nextCursor }
}
