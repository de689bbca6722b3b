import type { Lane as CallLane } from '../bitrix/portal-client.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { JudgedSlice } from '../gate/judge-slice.ts'
import type { JudgedItem } from '../gate/judged-item.ts'
import type { SliceRead } from '../mirror/slice-read.ts'
import type { DirtyItem } from '../store/dirty.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { SyncDeps } from './sync-deps.ts'
import { intakeTypeOf, itemKey, LEAD } from '../domain/item-ref.ts'
import { followMerge } from '../feedback/follow-merge.ts'
import { judgeSlice } from '../gate/judge-slice.ts'
import { readSlice } from '../mirror/read-slice.ts'
import { storeSlice } from '../mirror/store-slice.ts'
import { planBrakeAlert, planNotices } from '../notices/plan-notices.ts'
import { planRecords } from '../notices/plan-records.ts'
import { audienceOf } from './audience.ts'
import { retryAt } from './back-off.ts'
import { findMerges } from './find-merges.ts'

/** One slice of a portal's inbox. */
export interface Slice {
  portal: Portal
  rows: readonly DirtyItem[]
  lane: CallLane
}

/** What a slice found. */
export interface SliceOutcome {
  judged: readonly JudgedItem[]
  /** Stages as read, by `itemKey`; null = gone. */
  fresh: ReadonlyMap<string, string | null>
  requests: number
}

/** A portal may write its history a moment after the item: so long we wait for it before we judge without. */
const HISTORY_LAG_MS = 20_000
const LOOK_AGAIN_MS = 1_500

/**
 * Read → find merged leads → mirror → adopt feedback → judge → store what is to be written. Writing comes after, from the stored intentions.
 * Rows nobody can judge yet are put off; the others are done, unless they were marked again meanwhile.
 */
export async function workSlice(deps: SyncDeps, { portal, rows, lane }: Slice): Promise<SliceOutcome> {
  const { store } = deps
  const { portalId } = portal
  const [known, field] = [await knownHistory(deps, portalId, rows), await store.categoryFields.get(portalId)]
  const category = field && { entityTypeId: intakeTypeOf(portal), field }
  const read = await readSlice(deps.clients.forPortal(portalId), { refs: rows, knownHistoryId: ref => known.get(itemKey(ref)) ?? 0, category, now: deps.now() }, { lane })
  const merges = await findMerges(deps, portalId, { read, rows, category }, { lane })
  const stored = await storeSlice(store, portalId, read, new Set(rows.filter(row => row.deleted).map(itemKey)))
  for (const [gone, survivor] of merges.survivors)
    await followMerge(store, portalId, { gone: { entityTypeId: LEAD, itemId: gone }, survivor: { entityTypeId: LEAD, itemId: survivor }, at: deps.now() })
  await deps.adoptFeedback(portal, stored, read, deps.now())
  const late = new Set([...lateRows(rows, read, known, deps.now()), ...merges.unsettled])
  const { judged, early } = await judge(deps, { portal, rows, read, late })
  await finish(deps, portalId, { rows, read, late: new Set([...late, ...early]) })
  return { judged, fresh: freshStages(read, early), requests: read.requests }
}

async function judge(deps: SyncDeps, one: { portal: Portal, rows: readonly DirtyItem[], read: SliceRead, late: ReadonlySet<string> }): Promise<JudgedSlice> {
  const evidence = new Map(one.rows.map(row => [itemKey(row), row.evidence]))
  const refs = [...one.read.items.values(), ...one.read.missing].filter(ref => !one.late.has(itemKey(ref)))
  const setting = { portal: one.portal, versions: await deps.readVersions(one.portal.portalId), now: deps.now() }
  return judgeSlice(deps.store, setting, { refs, evidenceOf: ref => evidence.get(itemKey(ref)), late: one.late, tell: (within, judged) => tell(within, { portal: one.portal, judged, now: deps.now() }) })
}

/** Messages and records about what was decided, as intentions. */
async function tell(store: StoreScope, { portal, judged, now }: { portal: Portal, judged: readonly JudgedItem[], now: number }): Promise<void> {
  const audience = await audienceOf(store, portal)
  const records = await store.records.ofItems(portal.portalId, judged.map(one => one.item))
  const after = judged.some(one => one.stoppedByBrake) ? await store.portals.get(portal.portalId) : null
  const alert: NewIntention[] = after?.brakeTrippedAt && after.brakeTrippedAt !== portal.brakeTrippedAt
    ? planBrakeAlert(after.brakeReason === 'share' ? 'share' : 'per_hour', after.brakeTrippedAt, audience.alertIds, audience.language)
    : []
  const wishes = [...alert, ...planNotices(judged, audience), ...planRecords(judged, records, audience.language)]
  if (wishes.length > 0)
    await store.intentions.putMany(portal.portalId, wishes, now)
}

async function finish(deps: SyncDeps, portalId: number, { rows, read, late }: { rows: readonly DirtyItem[], read: SliceRead, late: ReadonlySet<string> }): Promise<void> {
  const { store, now } = deps
  const unreadable = new Set(read.unreadable.map(itemKey))
  const isLate = (ref: ItemRef): boolean => late.has(itemKey(ref))
  const isUnreadable = (ref: ItemRef): boolean => unreadable.has(itemKey(ref))
  const put = async (some: DirtyItem[], notBeforeAt: number, error: string): Promise<void> => {
    if (some.length > 0)
      await store.dirty.defer(portalId, some, { notBeforeAt, error })
  }
  await put(rows.filter(isLate), now() + LOOK_AGAIN_MS, 'history_late')
  const broken = rows.filter(row => isUnreadable(row) && !isLate(row))
  await put(broken, retryAt(Math.max(...broken.map(row => row.attempts), 1), now()), 'unreadable')
  await store.dirty.done(portalId, rows.filter(row => !isLate(row) && !isUnreadable(row)))
}

async function knownHistory(deps: SyncDeps, portalId: number, refs: readonly ItemRef[]): Promise<Map<string, number>> {
  const moves = await deps.store.moves.ofItems(portalId, refs.map(({ entityTypeId, itemId }) => ({ entityTypeId, itemId })))
  const known = new Map<string, number>()
  for (const move of moves)
    known.set(itemKey(move), Math.max(known.get(itemKey(move)) ?? 0, move.historyId))
  return known
}

/** Items that stand where their history has not arrived yet, as long as we have not waited long. */
function lateRows(rows: readonly DirtyItem[], read: SliceRead, known: ReadonlyMap<string, number>, now: number): ReadonlySet<string> {
  const last = new Map<string, { historyId: number, stageId: string }>()
  for (const move of read.moves) {
    if (move.historyId >= (last.get(itemKey(move))?.historyId ?? 0))
      last.set(itemKey(move), move)
  }
  return new Set(rows.filter((row) => {
    const key = itemKey(row)
    const item = read.items.get(key)
    if (!item || now - row.firstSeenAt > HISTORY_LAG_MS)
      return false
    const move = last.get(key)
    return move ? move.stageId !== item.stageId : !known.has(key)
  }).map(itemKey))
}

/** What was read too early is no news: whoever writes looks again. */
function freshStages(read: SliceRead, early: ReadonlySet<string>): Map<string, string | null> {
  return new Map([
    ...[...read.items].filter(([key]) => !early.has(key)).map(([key, item]) => [key, item.stageId] as const),
    ...read.missing.map(ref => [itemKey(ref), null] as const),
  ])
}
