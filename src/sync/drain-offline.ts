import type { DirtyMark } from '../store/dirty.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { z } from 'zod'
import { parseAnswer } from '../bitrix/parse-answer.ts'
import { offlineListSchema, offlineQueueSchema } from '../contracts/rest/offline-events.schema.ts'
import { DEAL, LEAD } from '../domain/item-ref.ts'

/** Longest work on one queue: reading and clearing fifty rows takes two requests. */
const LEASE_MS = 180_000
const ROWS = 50
/** Rows of one visit; the rest comes with the next wake-up or sweep. */
const MOST_ROUNDS = 40

const featuresSchema = z.object({ features: z.object({ rest_offline_extended: z.boolean() }) })
const BACKGROUND = { lane: 'background' } as const

/** One row of the queue, as far as it matters here. */
interface QueueRow { name: string, objectId: number | null }

/**
 * Takes what the portal collected for us while nobody heard its events: reserve, mark, and only then clear. Rows reserved by a
 * process that died are marked again and cleared first. A portal whose plan has no such queue is left alone.
 * @returns how many items were marked
 * @throws PortalCallError what is reserved stays in the queue and is found again next time
 */
export async function drainOffline(deps: SyncDeps, portal: Portal, owner: string): Promise<number> {
  if (!featuresSchema.safeParse(portal.capabilities).success)
    return 0
  const hold = await deps.store.taskLeases.acquire(portal.portalId, 'offline', { owner, forMs: LEASE_MS })
  if (!hold)
    return 0
  try {
    return await takeLeftOver(deps, portal.portalId) + await takeNew(deps, portal.portalId)
  }
  finally {
    await deps.store.taskLeases.release(portal.portalId, 'offline', hold)
  }
}

async function takeLeftOver(deps: SyncDeps, portalId: number): Promise<number> {
  const result = await deps.clients.forPortal(portalId).call('event.offline.list', { start: 0 }, BACKGROUND)
  const reserved = parseAnswer(offlineListSchema, result, 'event.offline.list').filter(row => row.processId !== null)
  const marked = await mark(deps, portalId, reserved)
  for (const processId of new Set(reserved.map(row => row.processId)))
    await deps.clients.forPortal(portalId).call('event.offline.clear', { process_id: processId }, BACKGROUND)
  return marked
}

async function takeNew(deps: SyncDeps, portalId: number): Promise<number> {
  const client = deps.clients.forPortal(portalId)
  let marked = 0
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { processId, events } = parseAnswer(offlineQueueSchema, await client.call('event.offline.get', { clear: 0, limit: ROWS }, BACKGROUND), 'event.offline.get')
    if (events.length === 0)
      return marked
    marked += await mark(deps, portalId, events)
    if (processId !== null)
      await client.call('event.offline.clear', { process_id: processId }, BACKGROUND)
  }
  return marked
}

async function mark({ store, now }: SyncDeps, portalId: number, rows: readonly QueueRow[]): Promise<number> {
  const marks = rows.flatMap(({ name, objectId }): DirtyMark[] => {
    const entityTypeId = name.startsWith('ONCRMLEAD') ? LEAD : name.startsWith('ONCRMDEAL') ? DEAL : null
    return entityTypeId === null || objectId === null ? [] : [{ entityTypeId, itemId: objectId, lane: 'bulk', deleted: name.endsWith('DELETE'), seenAt: now(), evidence: { events: [name] } }]
  })
  await store.dirty.mark(portalId, marks)
  return marks.length
}
