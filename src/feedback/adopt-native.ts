import type { NativeDecision, WriteBackReason } from '../domain/native-adoption.ts'
import type { NativeValues } from '../domain/native-values.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { AskedText } from '../treaty/treaty-lookup.ts'
import type { FeedbackDeps } from './feedback-ports.ts'
import { finalVerdict, isClosedToReps } from '../domain/final-verdict.ts'
import { itemKey } from '../domain/item-ref.ts'
import { decideNatives } from '../domain/native-adoption.ts'
import { EMPTY_NATIVES, sameNatives } from '../domain/native-values.ts'
import { shownContent } from '../domain/review-decisions.ts'
import { mayWithItem } from '../domain/rights.ts'
import { appendVerdict } from './append-feedback.ts'
import { NO_DECISIONS } from './feedback-ports.ts'
import { nativeWrite, raiseAfterFeedback, withReview } from './raise-intentions.ts'
import { readPerson } from './read-viewer.ts'
import { latestVerdict, toFeedback } from './stored-feedback.ts'

/** One item as the sync has just read it. */
export interface NativeReading {
  /** As stored after this reading. */
  readonly item: Item
  /** Native values of the reading before; null when the item was never read. */
  readonly before: NativeValues | null
  /** Who changed the item last, as far as the portal says; null = no user (robot, workflow, import). */
  readonly updatedBy: number | null
}

/** What became of the native fields. */
export interface NativeAdoption {
  /** Feedback that was appended; null = none, or it was there already. */
  readonly adopted: FeedbackEntry | null
  /** Why values were put back; empty when none were. */
  readonly refused: readonly WriteBackReason[]
}

/** What the `notify` intention of a refused native value carries. */
export interface NativeRefusedPayload {
  readonly notice: 'native_refused'
  readonly userId: number
  readonly reasons: readonly WriteBackReason[]
}

/** Leads the dedupe key of feedback saved with the card. */
const CARD_KEY = 'card:'

const NOTHING: NativeAdoption = { adopted: null, refused: [] }

/**
 * Adopts or puts back what somebody set in our native fields. Called by the sync for every item it has read, inside its own
 * transaction (`store`); it makes no network call. Reading the same change again changes nothing.
 */
export async function adoptNative(deps: Pick<FeedbackDeps, 'now' | 'readDecisions' | 'reviewFeedback'> & { store: StoreScope }, portalId: number, asked: AskedText | null, reading: NativeReading): Promise<NativeAdoption> {
  if (!asked || reading.item.deletedAt !== null || !hasChanged(reading))
    return NOTHING
  const { store, now } = deps
  const stored = await store.feedback.ofItem(portalId, reading.item)
  const entries = stored.map(toFeedback)
  const decisions = await deps.readDecisions?.(store, portalId, reading.item) ?? NO_DECISIONS
  const person = reading.updatedBy === null ? null : await readPerson(store, portalId, reading.updatedBy)
  const intentions = await store.intentions.ofItem(portalId, reading.item)
  const isRop = person?.roles.includes('rop') ?? false
  const decision = decideNatives({
    before: reading.before,
    after: reading.item.natives,
    current: shownContent(latestVerdict(entries)?.content ?? null, finalVerdict({ feedback: entries, ...decisions }, now())),
    earlier: entries.flatMap(entry => entry.content ?? []),
    review: decisions.state === 'none' ? null : decisions.state,
    writeWaits: intentions.some(({ kind, state }) => kind === 'native.write' && (state === 'pending' || state === 'running')),
    knownCardKeys: stored.flatMap(({ dedupeKey }) => dedupeKey.startsWith(CARD_KEY) ? [dedupeKey.slice(CARD_KEY.length)] : []),
    updatedBy: reading.updatedBy,
    mayGive: person !== null && mayWithItem(person, 'give_feedback', reading.item),
    isRop,
    closedToReps: isClosedToReps({ feedback: entries, ...decisions }, now()),
    rules: asked.document,
  })
  return carryOut({ ...deps, now: now() }, portalId, { asked, reading, decision, givenAs: person === null ? null : isRop ? 'rop' : 'rep' })
}

interface Outcome {
  readonly asked: AskedText
  readonly reading: NativeReading
  readonly decision: NativeDecision
  readonly givenAs: 'rep' | 'rop' | null
}

async function carryOut({ store, now, reviewFeedback }: Pick<FeedbackDeps, 'reviewFeedback'> & { store: StoreScope, now: number }, portalId: number, outcome: Outcome): Promise<NativeAdoption> {
  const { asked, reading: { item, updatedBy }, decision: { adopt, write, refused }, givenAs } = outcome
  const version = `${itemKey(item)}:${item.mirrorVersion}`
  const wishes: NewIntention[] = refused.length > 0 && updatedBy !== null ? [refusedNotice(item, updatedBy, refused, version)] : []
  if (!adopt) {
    if (write)
      wishes.push(nativeWrite(item, write, { feedbackId: null, key: `native-back:${version}` }))
    await store.intentions.putMany(portalId, wishes, now)
    return { adopted: null, refused }
  }
  const { entry, added } = await appendVerdict(store, portalId, item, {
    content: adopt.content,
    authorId: adopt.authorId,
    route: 'native',
    evidence: { proven: false, givenAs, updatedBy, mirrorVersion: item.mirrorVersion, viaCard: adopt.cardKey !== null },
    durationMs: null,
    dedupeKey: adopt.cardKey === null ? `native:${version}` : `${CARD_KEY}${adopt.cardKey}`,
  }, { ...asked, now })
  if (added) {
    const review = await reviewFeedback?.(store, portalId, { entry, item, document: asked.document })
    await raiseAfterFeedback(store, portalId, entry, { document: asked.document, natives: withReview(write, review), now })
  }
  await store.intentions.putMany(portalId, wishes, now)
  return { adopted: added ? entry : null, refused }
}

function refusedNotice(item: Item, userId: number, reasons: readonly WriteBackReason[], version: string): NewIntention {
  const payload: NativeRefusedPayload = { notice: 'native_refused', userId, reasons }
  return { kind: 'notify', entityTypeId: item.entityTypeId, itemId: item.itemId, dedupeKey: `native-refused:${version}`, payload: { ...payload } }
}

/** Most readings change nothing of ours: they cost no query. */
function hasChanged({ item: { natives }, before }: NativeReading): boolean {
  return !sameNatives(natives, before ?? EMPTY_NATIVES)
}
