import type { ItemRef } from '../domain/item-ref.ts'
import type { NativeListKey } from '../domain/native-options.ts'
import type { NativeValues } from '../domain/native-values.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { StoreScope } from '../store/store.ts'
import { feedbackToNatives } from '../domain/native-feedback.ts'
import { nextStepFor } from '../domain/next-step.ts'

/** What a `native.write` carries: stable codes; whoever writes translates them to this portal's option ids. */
export interface NativeWritePayload {
  readonly values: Partial<NativeValues>
  /** Feedback the values come from; null when they only put back what was there. */
  readonly feedbackId: number | null
  /** Fields that were deleted and are there again: they take what the mirror holds when they are written. @default none */
  readonly restores?: readonly NativeListKey[]
}

/** What a `trigger` carries. */
export interface TriggerPayload {
  /** `feedback_given`, or `step_<code>` of the matrix. */
  readonly code: string
  readonly feedbackId: number
}

/** What a `record.update` or `record.close` carries: the writer draws the record from the item's state then. */
export interface RecordPayload {
  readonly record: 'need_verdict'
  readonly feedbackId: number
}

/**
 * Stores what must happen in the portal after feedback: native fields, the timeline record, automation triggers. An older
 * write of native fields that has not run is withdrawn. Call it in the transaction that appended the feedback.
 */
export async function raiseAfterFeedback(store: StoreScope, portalId: number, entry: FeedbackEntry, options: { document: TreatyDocument, natives: Partial<NativeValues> | null, now: number }): Promise<void> {
  const { document, natives, now } = options
  const wishes = [
    ...(natives === null ? [] : [nativeWrite(entry.item, natives, { feedbackId: entry.feedbackId, key: `native:${entry.feedbackId}` })]),
    ...await recordWishes(store, portalId, entry),
    ...triggers(entry, document),
  ]
  if (natives !== null)
    await store.intentions.supersede(portalId, entry.item, { kinds: ['native.write'], now })
  await store.intentions.putMany(portalId, wishes, now)
  await lookAgain(store, portalId, entry.item, now)
}

/** A write of native fields. */
export function nativeWrite(item: ItemRef, values: Partial<NativeValues>, from: { feedbackId: number | null, key: string }): NewIntention {
  const payload: NativeWritePayload = { values, feedbackId: from.feedbackId }
  return { kind: 'native.write', entityTypeId: item.entityTypeId, itemId: item.itemId, dedupeKey: from.key, payload: { ...payload } }
}

/** The native values that show an entry; null for "still trying". */
export function nativesOf(entry: FeedbackEntry, document: Pick<TreatyDocument, 'criteria'>): Partial<NativeValues> | null {
  return entry.content === null ? null : feedbackToNatives(entry.content, document)
}

/** The same write with the review field, when something is known of a review. */
export function withReview(natives: Partial<NativeValues> | null, review: string | null | undefined): Partial<NativeValues> | null {
  return review === undefined ? natives : { ...natives, review }
}

/** Lets the sync look at the item again: a verdict may release what the gate holds. */
async function lookAgain(store: Pick<StoreScope, 'dirty'>, portalId: number, item: ItemRef, now: number): Promise<void> {
  await store.dirty.mark(portalId, [{ ...item, lane: 'live', seenAt: now, evidence: { events: ['FEEDBACK'] } }])
}

async function recordWishes(store: Pick<StoreScope, 'records'>, portalId: number, entry: FeedbackEntry): Promise<NewIntention[]> {
  const record = await store.records.get(portalId, entry.item, 'need_verdict')
  if (record?.state !== 'open')
    return []
  const kind = entry.complete ? 'record.close' as const : 'record.update' as const
  const payload: RecordPayload = { record: 'need_verdict', feedbackId: entry.feedbackId }
  return [{ kind, ...entry.item, dedupeKey: `${kind}:${entry.feedbackId}`, payload: { ...payload } }]
}

function triggers(entry: FeedbackEntry, document: TreatyDocument): NewIntention[] {
  if (!entry.complete || entry.content === null)
    return []
  const step = nextStepFor(entry.content, document)
  return ['feedback_given', ...(step ? [`step_${step.code}`] : [])].map((code) => {
    const payload: TriggerPayload = { code, feedbackId: entry.feedbackId }
    return { kind: 'trigger', ...entry.item, dedupeKey: `trigger:${code}:${entry.feedbackId}`, payload: { ...payload } }
  })
}
