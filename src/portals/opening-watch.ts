import type { Logger } from 'pino'
import type { PortalClients } from '../bitrix/portal-client.ts'
import type { PlacementPost } from '../contracts/posts/placement-post.schema.ts'
import type { StoreScope } from '../store/store.ts'
import type { Installation } from './installation.ts'
import { readTokenOwner } from '../bitrix/app.ts'
import { PortalCallError } from '../bitrix/portal-errors.ts'
import { HttpError } from '../http/http-error.ts'

/** What watching takes. */
export interface OpeningWatchOptions {
  store: Pick<StoreScope, 'portals' | 'tokens'>
  clients: PortalClients
  installation: Installation
  logger: Logger
  now: () => number
}

/** Watches pages being opened: an administrator who opens one brings living tokens to a portal whose stored ones are dead. */
export interface OpeningWatch {
  notice: (post: PlacementPost) => void
  /** Resolves when everything noticed so far has been looked at. */
  idle: () => Promise<void>
}

/** A portal is tried again after this time at the earliest: a refused attempt costs two requests. */
const COOLDOWN_MS = 60_000

/** Re-adopts dead portals in the background; a page never waits for it. */
export function createOpeningWatch(options: OpeningWatchOptions): OpeningWatch {
  const { store, clients, installation, logger, now } = options
  const triedAt = new Map<number, number>()
  let running = Promise.resolve()

  async function look(post: PlacementPost): Promise<void> {
    const portal = post.memberId === null ? null : await store.portals.findByMemberId(post.memberId)
    if (portal === null || post.accessToken === null || post.refreshToken === null || portal.applicationTokenHash === null)
      return
    const token = await store.tokens.read(portal.portalId)
    const isLiving = token?.state === 'ok' && portal.status !== 'locked' && portal.status !== 'removed'
    if (isLiving || now() - (triedAt.get(portal.portalId) ?? 0) < COOLDOWN_MS)
      return
    const owner = await readTokenOwner(clients.forPortal(portal.portalId), { lane: 'people', userToken: post.accessToken })
    if (!owner.profile.isAdmin || owner.app.localId !== portal.appLocalId)
      return
    triedAt.set(portal.portalId, now())
    await installation.receive(post)
    logger.info({ portalId: portal.portalId }, 'living tokens adopted')
  }

  return {
    notice(post) {
      running = running.then(() => look(post)).catch((error: unknown) => {
        const isExpected = error instanceof PortalCallError || error instanceof HttpError
        logger[isExpected ? 'debug' : 'error']({ err: error }, 'tokens not adopted')
      })
    },
    idle: () => running,
  }
}
