import type { OverviewAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresQuery } from '../../contracts/api/figures-query.schema.ts'
import type { Targets } from '../../domain/treaty.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { Asker, OnProgress } from './ask.ts'
import type { FigureScope, FigureViewer } from './figure-scope.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'
import { createAsker } from './ask.ts'
import { peopleOf, readScope } from './figure-scope.ts'
import { gatherTotal, gatherWeeks } from './gather.ts'
import { openCount, openKpis, openMix, openRatio, openTime, trendOf } from './open-number.ts'
import { biggestLoss, funnelSteps } from './read-funnel.ts'
import { accuracyOf, readReviewCounts } from './review-figures.ts'

/** The one page both sides look at first. @throws HttpError 400, 403 */
export async function readOverview(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery, onProgress?: OnProgress): Promise<OverviewAnswer> {
  const scope = await readScope(deps.store, portalId, viewer, query, 'totals')
  const asker = createAsker(deps, portalId, scope, onProgress)
  const [sums, weeks, spans, steps] = [await gatherTotal(asker, scope), await gatherWeeks(asker, scope), await asker.spans([SPAN_KINDS.whole]), await asker.steps()]
  const portal = await deps.store.portals.get(portalId)
  const document = (await deps.treaties.asked(portalId, asker.now))?.document ?? null
  const basis = await asker.basis()
  const money = sums.won ?? sums.created!
  return {
    basis,
    ...openKpis(scope, sums),
    onTime: openRatio(scope, sums, 'on_time'),
    targets: await targetsOf(deps, portalId, basis.versionNo),
    unsettled: openCount(scope, sums, 'unsettled', 'verdict'),
    terms: scope.view === 'cohort' ? (['qualified_of_all', 'won_of_qualified', 'won_unqualified'] as const).map(code => openRatio(scope, sums, code)) : [],
    time: openTime(scope, 'whole_time', SPAN_KINDS.whole, spans),
    mix: openMix(scope, sums),
    trends: { targetShare: trendOf(scope, 'target_share', weeks), conversion: trendOf(scope, 'conversion', weeks) },
    // Traffic and cohorts have no event of a period: the loss is always that of the items created in it.
    biggestDropOff: scope.view === 'cohort' ? biggestLoss(funnelSteps(scope, document, { rows: steps, hasTalks: await deps.store.touches.hasTalk(portalId) })) : null,
    revenue: { amountMinor: money.revenueMinor, currency: portal?.currency ?? '', foreignDeals: money.foreignDeals },
    matureAt: sums.created!.matureAt,
    isMature: sums.created!.matureAt !== null && sums.created!.matureAt <= asker.now,
    team: scope.scope === 'own' ? await teamOf(deps, portalId, viewer, scope, asker) : null,
    accuracy: accuracyOf(scope, await readReviewCounts(deps, portalId, scope)),
    cost: { state: 'no_data' },
  }
}

/** Targets of the version in force at the period's end. */
async function targetsOf({ treaties }: FigureDeps, portalId: number, versionNo: number | null): Promise<Targets | null> {
  return (await treaties.signed(portalId)).find(version => version.versionNo === versionNo)?.document.targets ?? null
}

/** A rep sees himself beside his department's average: sums only, nothing to open. */
async function teamOf({ store }: FigureDeps, portalId: number, viewer: FigureViewer, scope: FigureScope, asker: Asker): Promise<OverviewAnswer['team']> {
  const department = (await store.people.get(portalId, viewer.userId))?.departmentIds[0]
  if (department === undefined)
    return null
  const rep = await peopleOf(store, portalId, [department])
  return openKpis({ ...scope, hasLists: false }, await gatherTotal(asker, scope, { ...scope.filter, rep }))
}
