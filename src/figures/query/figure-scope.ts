import type { FiguresQuery } from '../../contracts/api/figures-query.schema.ts'
import type { Viewer } from '../../domain/rights.ts'
import type { Language } from '../../domain/words.ts'
import type { FigureFilter } from '../../store/figure-sums.ts'
import type { StoreScope } from '../../store/store.ts'
import { parseDay } from '../../domain/local-time.ts'
import { reachOf } from '../../domain/rights.ts'
import { HttpError } from '../../http/http-error.ts'

/** Who looks at figures. */
export interface FigureViewer extends Viewer {
  readonly language: Language
}

/** A period and filters in the store's words, within what the viewer may see. */
export interface FigureScope {
  readonly fromDay: number
  readonly toDay: number
  /** The day the kept weeks begin on, Monday = 0. */
  readonly weekStart: number
  readonly view: FiguresQuery['view']
  readonly filter: FigureFilter
  /** `own`: the filter names the viewer and his people. */
  readonly scope: 'all' | 'own'
  /** Lists may be opened; an administrator sees totals only. */
  readonly hasLists: boolean
}

/** Twenty-one years of days: longer periods are a mistake. */
const MAX_DAYS = 7_670

/**
 * Reads a question within the viewer's rights.
 * @throws HttpError 403 `no_right` without a role that sees figures, or when `needs` rows by source or rep and only totals are his
 * @throws HttpError 400 `invalid_input` for a period that is none
 */
export async function readScope(store: StoreScope, portalId: number, viewer: FigureViewer, query: FiguresQuery, needs: 'totals' | 'rows'): Promise<FigureScope> {
  const reach = reachOf(viewer.roles, 'figures')
  if (reach === 'none' || (reach === 'totals' && needs === 'rows'))
    throw refuseFigures(viewer)
  const [fromDay, toDay] = [parseDay(query.from), parseDay(query.to)]
  if (fromDay === null)
    throw badPeriod('from', viewer)
  if (toDay === null || toDay <= fromDay || toDay - fromDay > MAX_DAYS)
    throw badPeriod('to', viewer)
  const isOwn = reach === 'self_and_team'
  const filter = await filterOf(store, portalId, query, isOwn ? [viewer.userId, ...viewer.teamUserIds] : null)
  const weekStart = (await store.figureFacts.state(portalId))?.weekStart ?? 0
  return { fromDay, toDay, weekStart, view: query.view, filter, scope: isOwn ? 'own' : 'all', hasLists: reach !== 'totals' }
}

async function filterOf(store: StoreScope, portalId: number, query: FiguresQuery, own: readonly number[] | null): Promise<FigureFilter> {
  const departments = query.department ? await peopleOf(store, portalId, query.department) : null
  const reps = [query.rep, departments, own].filter(list => list != null)
  const [source, campaign, category] = [await keysOf(store, portalId, 'source', query.source), await keysOf(store, portalId, 'campaign', query.campaign), await keysOf(store, portalId, 'category', query.category)]
  return {
    ...source && { source },
    ...campaign && { campaign },
    ...category && { category },
    ...reps.length > 0 && { rep: reps.reduce((left, right) => left.filter(id => right.includes(id))) },
    ...query.version && { version: query.version },
    ...query.repeats !== 'all' && { isRepeat: query.repeats === 'only' },
  }
}

/** Numbers of texts; a text nobody has seen is in no item. */
async function keysOf(store: StoreScope, portalId: number, kind: 'source' | 'campaign' | 'category', texts: readonly string[] | undefined): Promise<number[] | null> {
  if (texts === undefined)
    return null
  const plain = (text: string): string => kind === 'campaign' ? text.trim().toLowerCase() : text
  const wanted = new Set(texts.map(plain))
  const known = [...await store.figureFacts.keys(portalId, kind)].filter(([, shown]) => wanted.has(plain(shown))).map(([id]) => id)
  return wanted.has('') ? [0, ...known] : known.length === 0 ? [-1] : known
}

/** People whose first department is one of these or lies under one. */
export async function peopleOf(store: StoreScope, portalId: number, departmentIds: readonly number[]): Promise<number[]> {
  const departments = await store.people.departments(portalId)
  const wanted = new Set(departmentIds)
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size
    departments.filter(one => one.parentId !== null && wanted.has(one.parentId)).forEach(one => wanted.add(one.departmentId))
  }
  const people = await store.people.list(portalId)
  return people.filter(person => person.departmentIds[0] !== undefined && wanted.has(person.departmentIds[0])).map(person => person.userId)
}

/** The refusal of somebody who has no role that sees figures. */
export function refuseFigures({ language }: FigureViewer): HttpError {
  return new HttpError(403, 'no_right', language === 'ru' ? 'Для этого нужна роль, которая видит показатели: спросите администратора приложения.' : 'This takes a role that sees figures: ask an administrator of the application.')
}

function badPeriod(field: string, { language }: FigureViewer): HttpError {
  return new HttpError(400, 'invalid_input', language === 'ru' ? 'Период — это две даты, вторая позже первой и не дальше 21 года от неё.' : 'A period is two dates, the second later and at most 21 years away.', { field })
}
