import type { JobDefinition } from '../../jobs/jobs.ts'
import type { FigureDeps } from './figure-deps.ts'
import { refreshFigures } from './refresh-figures.ts'

/** Portals of one page of the round. */
const PAGE = 200

/** Brings the figures of every portal up to date each minute: marked items, other rules, a version that came in force. */
export function figuresJob(deps: FigureDeps, onFailure: (portalId: number, error: unknown) => void): JobDefinition {
  return {
    name: 'figures.refresh',
    cron: '* * * * *',
    async work() {
      for (let afterPortalId = 0; ;) {
        const page = await deps.store.portals.listActive({ afterPortalId, limit: PAGE })
        for (const { portalId } of page)
          await refreshFigures(deps, portalId).catch((error: unknown) => onFailure(portalId, error))
        const last = page.at(-1)
        if (!last)
          return
        afterPortalId = last.portalId
      }
    },
  }
}
