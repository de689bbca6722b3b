import type { GroupRow, RepsAnswer, SourcesAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresQuery } from '../../contracts/api/figures-query.schema.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { OnProgress } from './ask.ts'
import type { FigureScope, FigureViewer } from './figure-scope.ts'
import type { EventSums } from './open-number.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'
import { createAsker } from './ask.ts'
import { readScope } from './figure-scope.ts'
import { gatherGroups, gatherTotal } from './gather.ts'
import { openKpis, openMix, openTime, trendOf } from './open-number.ts'
import { accuracyOf, NOBODY, readReviewCountsByRep, reviewWish } from './review-figures.ts'

const NO_DATA = { state: 'no_data' } as const

/** Sources with their campaigns, most items first; items without a source or campaign are rows of their own. @throws HttpError 400, 403 */
export async function readSources(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery, onProgress?: OnProgress): Promise<SourcesAnswer> {
  const scope = await readScope(deps.store, portalId, viewer, query, 'rows')
  const asker = createAsker(deps, portalId, scope, onProgress)
  const [sources, pairs, weeks] = [await gatherGroups(asker, scope, ['source']), await gatherGroups(asker, scope, ['source', 'campaign']), await gatherGroups(asker, scope, ['source', 'week'])]
  const [sourceIds, sourceNames, campaignNames] = [await deps.store.figureFacts.keys(portalId, 'source'), await deps.store.sourceNames.names(portalId), await deps.store.figureFacts.keys(portalId, 'campaign')]
  const rows = [...sources].map(([id, sums]) => ({
    ...groupRow(scope, sourceOf(textOf(sourceIds, Number(id)), sourceNames), sums),
    campaigns: byItems([...pairs].filter(([ids]) => ids.startsWith(`${id}:`)).map(([ids, pair]) => groupRow(scope, textOf(campaignNames, Number(ids.split(':')[1])), pair))),
    trend: trendOf(scope, 'target_share', new Map([...weeks].filter(([ids]) => ids.startsWith(`${id}:`)).map(([ids, week]) => [Number(ids.split(':')[1]), week]))),
    costPerTarget: NO_DATA,
  }))
  return { basis: await asker.basis(), total: groupRow(scope, { key: '', name: null }, await gatherTotal(asker, scope)), sources: byItems(rows) }
}

/** Reps, those who are gone too, most items first; never a ranking. @throws HttpError 400, 403 */
export async function readReps(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery, onProgress?: OnProgress): Promise<RepsAnswer> {
  const scope = await readScope(deps.store, portalId, viewer, query, 'rows')
  const asker = createAsker(deps, portalId, scope, onProgress)
  const [groups, spans] = [await gatherGroups(asker, scope, ['rep']), await asker.spans([SPAN_KINDS.verdictWait], ['rep'])]
  const people = new Map((await deps.store.people.getMany(portalId, [...groups.keys()].map(Number).filter(id => id > 0))).map(person => [person.userId, person]))
  const reviews = await readReviewCountsByRep(deps, portalId, scope)
  const signals = await deps.store.figureReviews.signals(portalId, await reviewWish(deps, portalId, scope))
  const reps = [...groups].map(([id, sums]) => ({
    ...groupRow(scope, { key: Number(id), name: people.get(Number(id))?.name ?? null }, sums),
    isActive: people.get(Number(id))?.active ?? false,
    response: openTime(scope, 'sales_response', SPAN_KINDS.verdictWait, spans.filter(row => row.ids[0] === Number(id))),
    accuracy: accuracyOf(scope, reviews && (reviews.get(Number(id)) ?? NOBODY)),
    signals: reviews ? signalsOf(signals.filter(row => row.repId === Number(id))) : NO_DATA,
  }))
  return { basis: await asker.basis(), total: groupRow(scope, { key: 0, name: null }, await gatherTotal(asker, scope)), reps: byItems(reps) }
}

function signalsOf(rows: readonly { kind: string, signals: number }[]): RepsAnswer['reps'][number]['signals'] {
  return { state: 'ready', total: rows.reduce((sum, row) => sum + row.signals, 0), kinds: rows.map(({ kind, signals }) => ({ kind, signals })) }
}

function groupRow(scope: FigureScope, { key, name }: Pick<GroupRow, 'key' | 'name'>, sums: EventSums): GroupRow {
  return { key, name, mix: openMix(scope, sums), ...openKpis(scope, sums) }
}

function textOf(names: ReadonlyMap<number, string>, id: number): Pick<GroupRow, 'key' | 'name'> {
  return { key: names.get(id) ?? '', name: names.get(id) ?? null }
}

/** A source by the name people give it; one the portal no longer knows by its id. */
function sourceOf({ key, name }: Pick<GroupRow, 'key' | 'name'>, names: ReadonlyMap<string, string>): Pick<GroupRow, 'key' | 'name'> {
  return { key, name: names.get(String(key)) ?? name }
}

function byItems<Row extends GroupRow>(rows: Row[]): Row[] {
  return rows.sort((one, other) => other.mix.items.value - one.mix.items.value || String(one.key).localeCompare(String(other.key)))
}
