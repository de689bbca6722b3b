import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { z } from 'zod'
import { parseAnswer } from '../bitrix/parse-answer.ts'
import { TOUCH_SELECT, touchListSchema } from '../contracts/rest/touch.schema.ts'
import { OVERLAP_MS } from './sweeps-from.ts'

/** Every activity changed before `doneTo` has been read; `afterId` goes on with a broken walk. */
const watermarkSchema = z.object({ doneTo: z.number(), walkTo: z.number().nullable(), afterId: z.number() })

const NAME = 'touches'
const METHOD = 'crm.activity.list'
const PAGE = 50

/**
 * Reads which activities of leads and deals touched a client since the last sweep: who, when, nothing of what was said. Calls from
 * before the installation are read with the past.
 * @returns touches read
 * @throws PortalCallError the walk goes on from its last page next time
 */
export async function sweepTouches({ store, clients, now }: SyncDeps, portal: Portal): Promise<number> {
  const { portalId } = portal
  const stored = watermarkSchema.safeParse(portal.watermarks[NAME])
  const state = stored.success ? stored.data : { doneTo: portal.installedAt ?? portal.createdAt, walkTo: null, afterId: 0 }
  const since = new Date(state.doneTo - OVERLAP_MS).toISOString().replace(/\.\d+Z$/, '+00:00')
  let { afterId, walkTo } = state
  let found = 0
  for (;;) {
    const params = { filter: { '>=LAST_UPDATED': since, '>ID': afterId }, select: [...TOUCH_SELECT], order: { ID: 'ASC' }, start: -1 }
    const { result, at } = await clients.forPortal(portalId).page(METHOD, params, { lane: 'background' })
    // Changes are dated by the portal: what our clock says would leave a gap when it is ahead.
    walkTo ??= at ?? now()
    const rows = parseAnswer(touchListSchema, result, METHOD)
    const touches = rows.flatMap(row => row.touch ?? [])
    await store.touches.addMany(portalId, touches)
    found += touches.length
    afterId = Math.max(afterId, ...rows.map(row => row.activityId))
    if (rows.length < PAGE)
      break
    await store.portals.setWatermark(portalId, NAME, { doneTo: state.doneTo, walkTo, afterId })
  }
  await store.portals.setWatermark(portalId, NAME, { doneTo: walkTo, walkTo: null, afterId: 0 })
  return found
}
