import type { Logger } from 'pino'
import type { FigureDeps } from './figures/refresh/figure-deps.ts'
import type { FigureFollowing } from './figures/refresh/follow-changes.ts'
import type { JobDefinition } from './jobs/jobs.ts'
import type { Store } from './store/store.ts'
import { figuresJob } from './figures/refresh/figures-job.ts'
import { followChanges } from './figures/refresh/follow-changes.ts'

/** Shared figures, wired. */
export interface FigureParts {
  /** For the routes. */
  deps: FigureDeps
  /** Null in a process without the worker. */
  following: FigureFollowing | null
  jobs: JobDefinition[]
}

/** What figures are wired from. */
export interface WireFiguresOptions extends FigureDeps {
  store: Store
  logger: Logger
  isWorking: boolean
}

/** Figures follow every change within a second; the schedule sees to what was missed and to what time alone changes. */
export function wireFigures({ store, logger, isWorking, ...rest }: WireFiguresOptions): FigureParts {
  const deps: FigureDeps = { store, ...rest }
  return {
    deps,
    following: isWorking ? followChanges({ ...deps, store }, { log: logger }) : null,
    jobs: [figuresJob(deps, (portalId, error) => logger.warn({ err: error, portalId }, 'figures were not worked out'))],
  }
}
