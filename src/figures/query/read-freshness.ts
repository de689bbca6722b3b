import type { FreshnessAnswer } from '../../contracts/api/figures-freshness.schema.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureViewer } from './figure-scope.ts'
import { reachOf } from '../../domain/rights.ts'
import { refuseFigures } from './figure-scope.ts'

/** Whether something changed since the page was drawn: two reads of one row each. @throws HttpError 403 */
export async function readFreshness({ store }: FigureDeps, portalId: number, viewer: FigureViewer): Promise<FreshnessAnswer> {
  if (reachOf(viewer.roles, 'figures') === 'none')
    throw refuseFigures(viewer)
  const [state, pending] = [await store.figureFacts.state(portalId), await store.figureFacts.countMarked(portalId)]
  const isMade = state !== null && state.mark !== ''
  return {
    revision: state?.revision ?? 0,
    refreshedAt: isMade ? state.refreshedAt : null,
    pending,
    isBuilding: !isMade || state.rebuildCursor !== null,
  }
}
