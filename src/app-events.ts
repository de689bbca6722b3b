import type { Logger } from 'pino'
import type { EventPorts } from '../handlers/ports.ts'
import type { CompleteInstallation } from '../install/complete-installation.ts'
import type { PortalParts } from './app-portals.ts'
import type { ItemRef } from './domain/item-ref.ts'
import type { FeedbackDeps } from './feedback/feedback-ports.ts'
import { LEAD } from './domain/item-ref.ts'
import { languageFor } from './domain/words.ts'
import { giveFeedback } from './feedback/give-feedback.ts'
import { readPerson } from './feedback/read-viewer.ts'
import { HttpError } from './http/http-error.ts'
import { isSignedClick } from './notices/click-signature.ts'
import { isQuickVerdict } from './notices/record-layout.ts'
import { writeAudit } from './portals/audit-log.ts'

/** What events set in motion. */
export interface EventWiring {
  parts: PortalParts
  deps: FeedbackDeps
  complete: CompleteInstallation
  ensureKnown: (portalId: number, ref: ItemRef) => Promise<void>
  wake: (portalId: number) => void
  /** Takes what waits in the portal's offline queue. */
  wakeOffline: (portalId: number) => Promise<void>
  logger: Logger
}

type Click = Parameters<EventPorts['timelineClick']['clicked']>[0]

/** Ports of the event door. What must not be lost is stored before the answer; the network waits until after it. */
export function wireEvents(wiring: EventWiring): { ports: EventPorts, idle: () => Promise<void> } {
  const { parts, complete, logger } = wiring
  const running = new Set<Promise<void>>()
  const later = (what: string, work: () => Promise<void>): void => {
    const promise = work().catch((error: unknown) => logger.warn({ err: error, what }, 'event not followed')).finally(() => running.delete(promise))
    running.add(promise)
  }
  return {
    ports: {
      lifecycle: {
        async hint({ event, portalId }) {
          if (event.name === 'ONAPPUNINSTALL' && portalId !== null)
            await parts.movingOut.keepHint(portalId, event.clean)
          later(event.name, async () => {
            await parts.lifecycle(event)
            const portal = await wiring.deps.store.portals.findByMemberId(event.auth.memberId)
            if (portal)
              await complete(portal.portalId)
          })
        },
      },
      timelineClick: { clicked: async click => later('timeline click', () => followClick(wiring, click)) },
      fieldChange: { changed: async ({ portalId, entityTypeId }) => later('field change', () => parts.watchFields(portalId, entityTypeId)) },
      offlineWake: { wake: async portalId => later('offline queue', () => wiring.wakeOffline(portalId)) },
    },
    async idle() {
      while (running.size > 0)
        await Promise.all(running)
    },
  }
}

/** A click is a verdict only when its own token proves the person and its signature is the open record's; else only a look. */
async function followClick(wiring: EventWiring, { portalId, event, item }: Click): Promise<void> {
  const { deps } = wiring
  const { label, reason, sign } = event.params
  const record = event.activityId === null ? item && await deps.store.records.get(portalId, item, 'need_verdict') : await deps.store.records.findByActivity(portalId, event.activityId)
  const isVerdict = event.actionId !== null && isQuickVerdict(event.actionId) && (label === 'off_target' || label === 'spam') && reason !== undefined && sign !== undefined
  if (!isVerdict || !record || record.state !== 'open' || record.nonceHash === null || !isSignedClick(record.nonceHash, { label, reason }, sign))
    return refuseClick(wiring, portalId, record ?? item, 'the link is not of an open record')
  const userId = event.auth.accessToken === null ? null : await wiring.parts.provePerson(portalId, event.auth.accessToken)
  if (userId === null)
    return refuseClick(wiring, portalId, record, 'nobody was proven')
  if (!await deps.store.records.useNonce(portalId, record, 'need_verdict', record.nonceHash))
    return
  const portal = await deps.store.portals.get(portalId)
  const actor = { ...await readPerson(deps.store, portalId, userId), language: languageFor(portal?.language) }
  const ref: ItemRef = { entityTypeId: record.entityTypeId, itemId: record.itemId }
  try {
    await wiring.ensureKnown(portalId, ref)
    await giveFeedback(deps, portalId, actor, { ref, feedback: { label, reason, answers: {}, prefilled: [], warmth: null, comment: null, route: 'timeline', clientKey: clickKey(record.nonceHash), shownAt: null } })
    wiring.wake(portalId)
  }
  catch (error) {
    if (!(error instanceof HttpError))
      throw error
    await refuseClick(wiring, portalId, record, error.code)
  }
}

async function refuseClick({ deps }: EventWiring, portalId: number, ref: ItemRef | null, reason: string): Promise<void> {
  const subject = ref === null ? undefined : `${ref.entityTypeId === LEAD ? 'lead' : 'deal'}:${ref.itemId}`
  await writeAudit(deps.store.audit, portalId, deps.now(), { action: 'click.refused', subject, detail: { reason } })
}

/** The record's secret makes the key: the same click twice is one verdict. */
function clickKey(nonceHash: string): string {
  return nonceHash.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
