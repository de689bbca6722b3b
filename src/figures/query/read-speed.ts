import type { MarketingAnswer, SpeedAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresQuery } from '../../contracts/api/figures-query.schema.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { OnProgress } from './ask.ts'
import type { FigureScope, FigureViewer } from './figure-scope.ts'
import { sourceNameOf } from '../../domain/source-name.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'
import { createAsker } from './ask.ts'
import { readChangeEffects } from './change-effects.ts'
import { readScope } from './figure-scope.ts'
import { gatherTotal } from './gather.ts'
import { openRatio, openTime } from './open-number.ts'
import { accuracyOf, promiseOf, readReviewCounts, reviewWish } from './review-figures.ts'

const NO_DATA = { state: 'no_data' } as const

/** Changes shown of a period: each takes two sums. */
const MOST_CHANGES = 50

/** Time in every step, through the whole funnel and at the handoff. @throws HttpError 400, 403 */
export async function readSpeed(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery, onProgress?: OnProgress): Promise<SpeedAnswer> {
  const scope = await readScope(deps.store, portalId, viewer, query, 'rows')
  const asker = createAsker(deps, portalId, scope, onProgress)
  const funnel = (await deps.treaties.asked(portalId, asker.now))?.document.funnel ?? []
  const steps = funnel.map((step, index) => ({ ...step, index })).filter(step => step.binding.kind === 'stages')
  const { whole, handoffWait, handoffLost, firstTouch } = SPAN_KINDS
  const kinds = [...steps.map(step => step.index), whole, handoffWait, handoffLost, firstTouch]
  const [rows, open] = [await asker.spans(kinds), await asker.open(kinds)]
  const waiting = (kind: number): { value: number, list: string | null } => ({ value: open.get(kind) ?? 0, list: scope.hasLists ? `spans.open.${kind}` : null })
  return {
    basis: await asker.basis(),
    whole: openTime(scope, 'whole_time', whole, rows),
    steps: steps.map(({ code, words, index }) => ({ ...openTime(scope, 'step_time', index, rows), step: code, words, waiting: waiting(index) })),
    handoffWait: { ...openTime(scope, 'handoff_wait', handoffWait, rows), waiting: waiting(handoffWait), endedWithout: openTime(scope, 'handoff_wait', handoffLost, rows).ended },
    firstTouch: await deps.store.touches.hasAny(portalId) ? { ...openTime(scope, 'first_touch', firstTouch, rows), waiting: waiting(firstTouch) } : NO_DATA,
  }
}

/** What the two sides owe each other. @throws HttpError 400, 403 */
export async function readMarketing(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery, onProgress?: OnProgress): Promise<MarketingAnswer> {
  const scope = await readScope(deps.store, portalId, viewer, query, 'rows')
  const asker = createAsker(deps, portalId, scope, onProgress)
  const [sums, spans] = [await gatherTotal(asker, scope), await asker.spans([SPAN_KINDS.verdictWait])]
  const reviews = await readReviewCounts(deps, portalId, scope)
  return {
    basis: await asker.basis(),
    response: promiseOf(scope, reviews, 'marketing_response'),
    rulings: promiseOf(scope, reviews, 'ruling_response'),
    accuracy: accuracyOf(scope, reviews),
    changes: await readChanges(deps, portalId, scope, reviews !== null),
    salesOnTime: openRatio(scope, sums, 'on_time'),
    salesResponse: openTime(scope, 'sales_response', SPAN_KINDS.verdictWait, spans),
  }
}

async function readChanges(deps: FigureDeps, portalId: number, scope: FigureScope, hasReviews: boolean): Promise<MarketingAnswer['changes']> {
  const rows = await deps.store.figureReviews.changes(portalId, await reviewWish(deps, portalId, scope), MOST_CHANGES)
  const effects = await readChangeEffects(deps, portalId, scope, rows)
  const names = await deps.store.sourceNames.names(portalId)
  return rows.length === 0 && !hasReviews ? NO_DATA : { state: 'ready', changes: rows.map(({ utmCampaign, ...row }, index) => ({ ...row, effect: effects[index]!, sourceName: sourceNameOf(names, row.sourceId), campaign: utmCampaign })) }
}
