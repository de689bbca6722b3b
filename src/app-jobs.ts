import type { Logger } from 'pino'
import type { CompleteInstallation } from '../install/complete-installation.ts'
import type { PortalParts } from './app-portals.ts'
import type { FollowUp } from './app-treaty.ts'
import type { JobDefinition } from './jobs/jobs.ts'
import type { Store } from './store/store.ts'

/** What the schedules of portals need. */
export interface PortalJobsOptions {
  store: Pick<Store, 'portals'>
  parts: Pick<PortalParts, 'movingOut' | 'syncPeople' | 'syncStages' | 'watchFields'>
  complete: CompleteInstallation
  /** Native fields after the version in force. */
  following: Pick<FollowUp, 'run'>
  logger: Logger
}

/** Looks at portals that nobody has to ask for: kept uninstall hints, unfinished installations, fields of a new version, people, stages. */
export function portalJobs({ store, parts, complete, following, logger }: PortalJobsOptions): JobDefinition[] {
  /** One portal that does not answer must not keep the others waiting. */
  async function forEachPortal(what: string, work: (portalId: number) => Promise<unknown>): Promise<void> {
    for (let afterPortalId = 0; ;) {
      const page = await store.portals.listActive({ afterPortalId, limit: 200 })
      for (const { portalId } of page)
        await work(portalId).catch((error: unknown) => logger.warn({ err: error, portalId, what }, 'schedule failed for one portal'))
      const last = page.at(-1)
      if (!last)
        return
      afterPortalId = last.portalId
    }
  }

  return [
    { name: 'portals.follow-hints', cron: '*/5 * * * *', work: () => parts.movingOut.followHints() },
    { name: 'portals.complete', cron: '*/5 * * * *', work: () => forEachPortal('complete', complete) },
    { name: 'treaty.follow-fields', cron: '*/5 * * * *', work: () => forEachPortal('follow fields', portalId => following.run(portalId)) },
    {
      name: 'portals.copy',
      cron: '23 * * * *',
      work: () => forEachPortal('copy', async (portalId) => {
        await parts.syncPeople(portalId, 'background')
        await parts.syncStages(portalId, { lane: 'background' })
        await parts.watchFields(portalId, 1)
        await parts.watchFields(portalId, 2)
      }),
    },
  ]
}
