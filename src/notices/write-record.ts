import type { BatchRow, RowAnswer } from '../bitrix/portal-client.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { TimelineRecord } from '../store/records.ts'
import type { StoreScope } from '../store/store.ts'
import type { RecordPayload } from './record-payload.ts'
import { createHash } from 'node:crypto'
import { MethodMissingError } from '../bitrix/portal-errors.ts'
import { addRecordRow, commentRow, readRecordId, RECORD_ORIGINATOR, updateRecordRow } from '../bitrix/timeline-records.ts'
import { activityListSchema } from '../contracts/rest/activities.schema.ts'
import { newNonceHash } from './click-signature.ts'
import { say } from './notice-words.ts'
import { recordContent } from './record-content.ts'
import { closedRecordLayout, openRecordLayout } from './record-layout.ts'

/** What writing a record needs. */
export interface RecordContext {
  readonly portal: Portal
  readonly store: StoreScope
  readonly now: number
  /** The text in force now, or the draft; null before any. */
  readonly treaty: TreatyDocument | null
  readonly found: (intention: Intention) => RowAnswer | undefined
}

/** How an attempt ended. */
interface End { state: 'done' | 'failed' | 'refused' | 'pending', result?: unknown, error?: string | null, notBeforeAt?: number | null }
type Prepared = { row: BatchRow, settle: (answer: RowAnswer) => Promise<End> } | End

/** Name of the capability that says whether the portal has records of applications. */
export const RECORDS_CAPABILITY = 'timelineRecords'

/** A portal that refuses the badge gets the record without it at the third attempt. */
const WITHOUT_BADGE_FROM = 3
const MOST_ATTEMPTS = 5

/** Looks for a record that an interrupted attempt may have left behind: by our own id. */
export function lookForRecord(intention: Intention, key: string): BatchRow | null {
  if (intention.kind !== 'record.open')
    return null
  const filter = { OWNER_TYPE_ID: intention.entityTypeId, OWNER_ID: intention.itemId, ORIGINATOR_ID: RECORD_ORIGINATOR, ORIGIN_ID: originId(intention) }
  return { key, method: 'crm.activity.list', params: { filter, select: ['ID', 'OWNER_ID', 'OWNER_TYPE_ID', 'ORIGIN_ID', 'ORIGINATOR_ID'], start: -1 } }
}

/** Prepares the record of an item: a new one, a renewed open one, or a plain comment where the portal has no records. */
export async function writeOpenRecord(intention: Intention, context: RecordContext, key: string): Promise<Prepared> {
  const { store, portal, now } = context
  const payload = await recordContent(store, intention, context)
  if (portal.capabilities[RECORDS_CAPABILITY] === false)
    return plainComment(intention, payload, key)
  const known = await store.records.get(portal.portalId, intention, kindOf(intention))
  if (intention.kind === 'record.update' && known?.state !== 'open')
    return { state: 'done', result: { unneeded: true } }
  const isOpen = known?.state === 'open'
  const record: TimelineRecord = {
    ...refOf(intention),
    kind: kindOf(intention),
    activityId: isOpen ? known.activityId : foundActivity(context.found(intention)),
    badge: payload.badge,
    nonceHash: (isOpen ? known.nonceHash : null) ?? newNonceHash(),
    state: 'open',
    contentHash: createHash('sha256').update(JSON.stringify(payload)).digest('hex'),
    openedAt: isOpen ? known.openedAt : now,
    closedAt: null,
  }
  // Known before it is written: a click can be checked even if we crash right after the write.
  await store.records.put(portal.portalId, { ...record, contentHash: null })
  const activityId = record.activityId ?? foundActivity(context.found(intention))
  const content = {
    item: refOf(intention),
    responsibleId: payload.responsibleId,
    completed: false,
    deadline: null,
    badge: intention.attempts >= WITHOUT_BADGE_FROM ? null : payload.badge,
    originId: originId(intention),
    layout: openRecordLayout(intention, payload, record.nonceHash!),
  }
  return {
    row: activityId === null ? addRecordRow(key, content) : updateRecordRow(key, activityId, content),
    settle: answer => settleOpen(answer, { intention, context, record }),
  }
}

/** Prepares the end of a record: completed, without links and badge. */
export async function writeClosedRecord(intention: Intention, context: RecordContext, key: string): Promise<Prepared> {
  const { store, portal: { portalId }, now } = context
  const payload = await recordContent(store, intention, context)
  const known = await store.records.get(portalId, intention, kindOf(intention))
  if (!known || known.state === 'closed')
    return { state: 'done', result: { unneeded: true } }
  const close = async (): Promise<End> => {
    await store.records.close(portalId, intention, kindOf(intention), now)
    return { state: 'done' }
  }
  if (known.activityId === null)
    return close()
  const content = { item: refOf(intention), responsibleId: payload.responsibleId, completed: true, deadline: null, badge: null, originId: originId(intention), layout: closedRecordLayout(payload) }
  return {
    row: updateRecordRow(key, known.activityId, content),
    settle: async (answer) => {
      const isGone = answer.state === 'refused' && 'portalCode' in answer.error && answer.error.portalCode === 'NOT_FOUND'
      return answer.state === 'done' || isGone ? close() : again(answer, intention, context)
    },
  }
}

async function settleOpen(answer: RowAnswer, { intention, context, record }: { intention: Intention, context: RecordContext, record: TimelineRecord }): Promise<End> {
  const { store, portal: { portalId }, now } = context
  if (answer.state === 'done') {
    const activityId = readRecordId(answer.result)
    await store.records.put(portalId, { ...record, activityId })
    return { state: 'done', result: { activityId } }
  }
  if (answer.state === 'refused' && answer.error instanceof MethodMissingError) {
    await store.portals.setCapabilities(portalId, { [RECORDS_CAPABILITY]: false }, now)
    return { state: 'pending', error: answer.error.message, notBeforeAt: now }
  }
  if (answer.state === 'refused' && record.activityId !== null && 'portalCode' in answer.error && answer.error.portalCode === 'NOT_FOUND') {
    // Somebody deleted our record: the next attempt makes a new one.
    await store.records.close(portalId, intention, kindOf(intention), now)
    return { state: 'pending', error: answer.error.message, notBeforeAt: now }
  }
  return again(answer, intention, context)
}

function again(answer: RowAnswer, intention: Intention, { now }: RecordContext): End {
  const error = answer.state === 'refused' ? answer.error.message.slice(0, 500) : 'skipped'
  return intention.attempts < MOST_ATTEMPTS ? { state: 'pending', error, notBeforeAt: now } : { state: 'refused', error }
}

/** A comment cannot be looked up by an id of ours: a second attempt is not made, so that nothing is said twice. */
function plainComment(intention: Intention, payload: RecordPayload, key: string): Prepared {
  if (intention.attempts > 2)
    return { state: 'failed', error: 'comment_unsure' }
  const text = payload.words ? `${payload.words.title}. ${payload.lines.join(' ')}` : say(payload.language, 'record.comment', { text: payload.lines.join(' ') })
  return {
    row: commentRow(key, refOf(intention), text),
    settle: async answer => answer.state === 'done'
      ? { state: 'done', result: { commentId: answer.result } }
      : { state: 'refused', error: answer.state === 'refused' ? answer.error.message.slice(0, 500) : 'skipped' },
  }
}

function foundActivity(answer: RowAnswer | undefined): number | null {
  const rows = answer?.state === 'done' ? activityListSchema.safeParse(answer.result) : null
  return rows?.success ? rows.data[0]?.activityId ?? null : null
}

/** An item has two records of ours at most: one that asks for the verdict, one about a dispute. */
function kindOf({ payload }: Intention): TimelineRecord['kind'] {
  return payload.record === 'dispute' ? 'dispute' : 'need_verdict'
}

function originId(intention: Intention): string {
  return intention.dedupeKey
}

function refOf({ entityTypeId, itemId }: Intention): ItemRef {
  return { entityTypeId, itemId }
}
