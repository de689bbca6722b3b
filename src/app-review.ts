import type { Logger } from 'pino'
import type { JobDefinition } from './jobs/jobs.ts'
import type { SignalDeps } from './review/find-signals.ts'
import type { Store } from './store/store.ts'
import { findSignals } from './review/find-signals.ts'
import { tendReviews } from './review/tend-reviews.ts'

/** What the schedule of reviews needs. */
export interface ReviewJobOptions {
  deps: SignalDeps & { store: Store }
  /** Told when something was stored that has to be written to a portal. */
  wake: (portalId: number) => void
  logger: Logger
}

const PAGE = 200

/** Every five minutes: seeds, deadlines, deleted items, samples, reminders; every hour questions. One portal in trouble keeps nobody waiting. */
export function reviewJobs({ deps, wake, logger }: ReviewJobOptions): JobDefinition[] {
  async function forEachPortal(what: string, work: (portalId: number) => Promise<unknown>): Promise<void> {
    for (let afterPortalId = 0; ;) {
      const page = await deps.store.portals.listActive({ afterPortalId, limit: PAGE })
      for (const { portalId } of page)
        await work(portalId).catch((error: unknown) => logger.warn({ err: error, portalId, what }, 'the reviews of a portal were not tended'))
      const last = page.at(-1)
      if (!last)
        return
      afterPortalId = last.portalId
    }
  }

  return [
    {
      name: 'reviews.tend',
      cron: '*/5 * * * *',
      work: () => forEachPortal('tend', async (portalId) => {
        if (await tendReviews(deps, portalId) > 0)
          wake(portalId)
      }),
    },
    { name: 'reviews.signals', cron: '41 * * * *', work: () => forEachPortal('signals', portalId => findSignals(deps, portalId)) },
  ]
}
