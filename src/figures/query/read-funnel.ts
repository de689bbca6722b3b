import type { FunnelAnswer, FunnelStepAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresQuery } from '../../contracts/api/figures-query.schema.ts'
import type { FunnelStep, TreatyDocument } from '../../domain/treaty.ts'
import type { StepRow } from '../../store/figure-sums.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { OnProgress } from './ask.ts'
import type { FigureScope, FigureViewer } from './figure-scope.ts'
import { createAsker } from './ask.ts'
import { readScope } from './figure-scope.ts'
import { share } from './open-number.ts'

/** The common funnel of a cohort, step by step; always by creation. @throws HttpError 400, 403 */
export async function readFunnel(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery, onProgress?: OnProgress): Promise<FunnelAnswer> {
  const scope = await readScope(deps.store, portalId, viewer, { ...query, view: 'cohort' }, 'rows')
  const asker = createAsker(deps, portalId, scope, onProgress)
  const document = (await deps.treaties.asked(portalId, asker.now))?.document ?? null
  const steps = funnelSteps(scope, document, { rows: await asker.steps(), hasTalks: await deps.store.touches.hasTalk(portalId) })
  return { basis: await asker.basis(), steps, handoffAfter: document?.handoff.afterStep ?? null, biggest: biggestLoss(steps)?.code ?? null }
}

/** Steps with what reached them; a step of traffic has no numbers, nor has the first talk in a portal where no talk is known. */
export function funnelSteps(scope: FigureScope, document: TreatyDocument | null, { rows, hasTalks }: { rows: readonly StepRow[], hasTalks: boolean }): FunnelStepAnswer[] {
  const funnel = document?.funnel ?? []
  const isCounted = ({ binding }: FunnelStep): boolean => binding.kind === 'stages' || (binding.kind === 'activity' && (binding.activity !== 'first_talk' || hasTalks))
  const counted = funnel.flatMap((step, index) => isCounted(step) ? [index] : [])
  const reachedBy = (index: number): number => rows.filter(row => row.step >= index).reduce((sum, row) => sum + row.items, 0)
  const all = counted[0] === undefined ? 0 : reachedBy(counted[0])
  return funnel.map(({ code, words, side, owner, binding }, index) => {
    const place = counted.indexOf(index)
    const next = counted[place + 1]
    const reached = reachedBy(index)
    const lost = place < 0 || next === undefined ? null : reached - reachedBy(next)
    return {
      code,
      words,
      side,
      owner,
      binding: binding.kind,
      reached: place < 0 ? null : { value: reached, list: scope.hasLists ? `steps.reached.${index}` : null },
      shareOfFirst: place < 0 ? null : share(reached, all),
      lost: lost === null ? null : { value: lost, list: scope.hasLists ? `steps.stopped.${index}.${next}` : null },
      lostShare: lost === null ? null : share(lost, reached),
      lostMoney: { state: 'no_data' },
    }
  })
}

/** The step that loses most items; null when nothing is lost. */
export function biggestLoss(steps: readonly FunnelStepAnswer[]): FunnelStepAnswer | null {
  return steps.reduce<FunnelStepAnswer | null>((worst, step) => (step.lost?.value ?? 0) > (worst?.lost?.value ?? 0) ? step : worst, null)
}
