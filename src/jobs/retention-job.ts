import type { Store } from '../store/store.ts'
import type { JobDefinition } from './jobs.ts'

const DAY_MS = 86_400_000
const REST_LOG_DAYS = 3
const AUDIT_DAYS = 365
const WORDS_DAYS = 730
/** A lead that vanished may come back: its words wait a day. */
const GONE_DAYS = 1
/** Finished intentions answer "did we do this already?" long after any event could come again. */
const INTENTION_DAYS = 90
const PAGE = 200
/** Audit rows about senders we do not know belong to no portal. */
const HOUSE_PORTAL_ID = 0

/** Deletes what has been kept long enough, every night, and portals that moved out thirty days ago. */
export function retentionJob(store: Pick<Store, 'portals' | 'restLog' | 'audit' | 'words' | 'intentions'>, now: () => number): JobDefinition {
  return {
    name: 'retention',
    cron: '17 2 * * *',
    async work() {
      const at = now()
      for (const { portalId } of await store.portals.listDueForDeletion(at))
        await store.portals.purge(portalId)
      await store.audit.deleteBefore(HOUSE_PORTAL_ID, at - AUDIT_DAYS * DAY_MS)
      for await (const portalId of everyPortal(store))
        await forgetOld(store, portalId, at)
    },
  }
}

async function forgetOld(store: Pick<Store, 'restLog' | 'audit' | 'words' | 'intentions'>, portalId: number, at: number): Promise<void> {
  await store.restLog.deleteBefore(portalId, at - REST_LOG_DAYS * DAY_MS)
  await store.audit.deleteBefore(portalId, at - AUDIT_DAYS * DAY_MS)
  await store.words.forgetBefore(portalId, at - WORDS_DAYS * DAY_MS)
  await store.words.forgetOfGone(portalId, at - GONE_DAYS * DAY_MS)
  await store.intentions.deleteFinishedBefore(portalId, at - INTENTION_DAYS * DAY_MS)
}

async function* everyPortal(store: Pick<Store, 'portals'>): AsyncGenerator<number> {
  let afterPortalId = 0
  for (;;) {
    const page = await store.portals.listActive({ afterPortalId, limit: PAGE })
    yield* page.map(portal => portal.portalId)
    const last = page.at(-1)
    if (last === undefined)
      return
    afterPortalId = last.portalId
  }
}
