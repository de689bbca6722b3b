import type { Logger } from 'pino'
import type { FollowFieldsDeps } from './treaty/follow-fields.ts'
import { followFields } from './treaty/follow-fields.ts'

/** Lets native fields follow signed versions, one run a portal at a time. */
export interface FieldFollowing {
  /** Begins after a signature and does not keep it waiting; the schedule makes up for what fails. */
  soon: (portalId: number) => void
  follow: (portalId: number) => Promise<void>
  /** Resolves when what was begun has ended. */
  idle: () => Promise<void>
}

/** The following, wired. */
export function createFieldFollowing(deps: FollowFieldsDeps & { logger: Logger }): FieldFollowing {
  const running = new Map<number, Promise<void>>()

  function follow(portalId: number): Promise<void> {
    const known = running.get(portalId)
    if (known)
      return known
    const promise = followFields(deps, portalId).finally(() => running.delete(portalId))
    running.set(portalId, promise)
    return promise
  }

  return {
    follow,
    soon: portalId => void follow(portalId).catch((error: unknown) => deps.logger.warn({ err: error, portalId }, 'native fields do not follow the treaty yet')),
    idle: async () => void await Promise.allSettled(running.values()),
  }
}
