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

/** Deletes what has been kept long enough, every night, portals that moved out thirty days ago, and what was written late about those that are gone. */
export function retentionJob(store: Pick<Store, 'portals' | 'restLog' | 'audit' | 'words' | 'intentions'>, now: () => number): JobDefinition {
  return {
    name: 'retention',
    cron: '17 2 * * *',
    async work() {
      const at = now()
      for (const { portalId } of await store.portals.listDueForDeletion(at))
        await store.portals.purge(portalId)
      for await (const portalId of pages(afterPortalId => store.portals.listGone({ afterPortalId, limit: PAGE }), portalId => portalId))
        await store.portals.purgeLate(portalId)
      await store.audit.deleteBefore(HOUSE_PORTAL_ID, at - AUDIT_DAYS * DAY_MS)
      for await (const { portalId } of pages(afterPortalId => store.portals.listActive({ afterPortalId, limit: PAGE }), portal => portal.portalId))
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

/** All rows of a list that is read page by page, by the portal's number. */
async function* pages<Row>(read: (afterPortalId: number) => Promise<Row[]>, portalIdOf: (row: Row) => number): AsyncGenerator<Row> {
  let afterPortalId = 0
  for (;;) {
    const page = await read(afterPortalId)
    yield* page
    const last = page.at(-1)
    if (last === undefined)
      return
    afterPortalId = portalIdOf(last)
  }
}
