import type { Logger } from 'pino'
import type { FollowFieldsDeps } from './treaty/follow-fields.ts'
import { readBoundValues } from './sync/read-bound-values.ts'
import { followFields } from './treaty/follow-fields.ts'

/** Work that follows what somebody did to the treaty, one run a portal at a time. */
export interface FollowUp {
  /** Begins and keeps nobody waiting; the schedule makes up for what fails. Asked for while it runs, it runs once more. */
  soon: (portalId: number) => void
  run: (portalId: number) => Promise<void>
  /** Resolves when what was begun has ended. */
  idle: () => Promise<void>
}

/** What follows a signature and a saved draft. */
export interface TreatyFollowUps {
  /** Native fields follow the version in force. */
  readonly fields: FollowUp
  /** Values of the fields criteria are bound to are read for the look back. */
  readonly boundValues: FollowUp
}

/** The follow-ups, wired. */
export function createTreatyFollowUps(deps: Omit<FollowFieldsDeps, 'store'> & Pick<Parameters<typeof readBoundValues>[0], 'store' | 'clients'> & { logger: Logger }): TreatyFollowUps {
  const { store, clients, now, logger } = deps
  async function readBound(portalId: number): Promise<void> {
    const portal = await store.portals.get(portalId)
    if (portal?.status === 'active')
      await readBoundValues({ store, clients, now, log: logger }, portal)
  }
  return {
    fields: createFollowUp(portalId => followFields(deps, portalId), (error, portalId) => logger.warn({ err: error, portalId }, 'native fields do not follow the treaty yet')),
    boundValues: createFollowUp(readBound, (error, portalId) => logger.warn({ err: error, portalId }, 'bound fields are not read yet')),
  }
}

function createFollowUp(work: (portalId: number) => Promise<void>, failed: (error: unknown, portalId: number) => void): FollowUp {
  const running = new Map<number, Promise<void>>()
  const askedAgain = new Set<number>()

  function run(portalId: number): Promise<void> {
    const known = running.get(portalId)
    if (known)
      return known
    const promise = work(portalId).finally(() => {
      running.delete(portalId)
      if (askedAgain.delete(portalId))
        soon(portalId)
    })
    running.set(portalId, promise)
    return promise
  }

  function soon(portalId: number): void {
    if (running.has(portalId))
      askedAgain.add(portalId)
    else
      void run(portalId).catch((error: unknown) => failed(error, portalId))
  }

  return {
    run,
    soon,
    async idle() {
      while (running.size > 0)
        await Promise.allSettled(running.values())
    },
  }
}
