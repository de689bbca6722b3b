import type { ReviewSignalKind } from '../contracts/api/review-lists.schema.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { ReadBoundFields } from '../feedback/feedback-ports.ts'
import type { StoredSignal } from '../store/reviews.ts'
import type { ReadTalks, ReviewDeps } from './review-ports.ts'
import { itemKey } from '../domain/item-ref.ts'
import { DAY_MS, dayText, localDay, offsetAt } from '../domain/local-time.ts'
import { bursts, pastedComments, reasonsApart, verdictSignals } from '../domain/review-signals.ts'
import { readPrefill } from '../feedback/feedback-form.ts'
import { toFeedback } from '../feedback/stored-feedback.ts'

/** What looking for questions takes. */
export interface SignalDeps extends ReviewDeps {
  /** @default no talk is known */
  readonly readTalks?: ReadTalks
  /** @default no field is compared */
  readonly readBoundFields?: ReadBoundFields
}

type NewSignal = Omit<StoredSignal, 'signalId'>

/** Single verdicts are looked at again for two days, while calls and fields arrive late; habits over a month. */
const FRESH_DAYS = 2
const HABIT_DAYS = 30
const EARLY_DAYS = 7
/** Live reads of one round. */
const MOST_FIELD_READS = 40

/** Looks for questions about verdicts and outcomes; each is asked once. Returns how many are new. */
export async function findSignals(deps: SignalDeps, portalId: number): Promise<number> {
  const { store, treaties, now } = deps
  const [portal, asked] = [await store.portals.get(portalId), await treaties.asked(portalId, now())]
  if (!portal || !asked)
    return 0
  const signed = await treaties.signed(portalId)
  const textOf = (entry: FeedbackEntry): TreatyDocument => signed.find(version => version.versionNo === entry.versionNo)?.document ?? asked.document
  const entries = (await store.feedback.completeBetween(portalId, { fromAt: now() - HABIT_DAYS * DAY_MS, toAt: now() + 1 })).map(toFeedback)
  const fresh = entries.filter(entry => entry.givenAt >= now() - FRESH_DAYS * DAY_MS)
  const month = dayText(localDay(now(), portal.timeZone)).slice(0, 7)
  return store.signals.addMany(portalId, [
    ...await aboutVerdicts(deps, portalId, fresh, textOf),
    ...await aboutFields(deps, portalId, fresh, textOf),
    ...aboutHabits(entries, { month, now: now(), dayOf: at => dayInMonth(at, portal.timeZone) }),
    ...await aboutOutcomes(deps, portalId),
  ])
}

async function aboutVerdicts({ store, readTalks }: SignalDeps, portalId: number, entries: readonly FeedbackEntry[], textOf: (entry: FeedbackEntry) => TreatyDocument): Promise<NewSignal[]> {
  const refs = entries.map(({ item }) => item)
  const items = new Map((await store.items.getMany(portalId, refs)).map(item => [itemKey(item), item]))
  // Only the length of a talk behind ❌ is a question.
  const spam = entries.flatMap(({ item, content }) => content?.label === 'spam' ? [item] : [])
  const talks = (spam.length > 0 ? await readTalks?.(portalId, spam) : null) ?? new Map<string, number>()
  return entries.flatMap((entry) => {
    const item = items.get(itemKey(entry.item))
    if (!item)
      return []
    const rules = textOf(entry)
    const callsMade = Math.max(entry.evidence.callsMade ?? 0, item.callsMade)
    const longestTalkSec = talks.get(itemKey(item)) ?? null
    const detail = {
      seconds: entry.durationMs === null ? 0 : Math.round(entry.durationMs / 100) / 10,
      made: callsMade,
      allowed: rules.rules.attempts,
      minutes: Math.round((longestTalkSec ?? 0) / 60),
    }
    return verdictSignals({ entry, itemCreatedAt: item.createdAt, rules, callsMade, longestTalkSec }).map(kind =>
      signal(kind, entry, kind === 'verdict_at_once' ? { ...detail, seconds: Math.max(0, Math.round((entry.givenAt - item.createdAt) / 1000)) } : detail))
  })
}

/** A field the treaty binds to a criterion, read live, against what the rep answered. */
async function aboutFields({ readBoundFields, now }: SignalDeps, portalId: number, entries: readonly FeedbackEntry[], textOf: (entry: FeedbackEntry) => TreatyDocument): Promise<NewSignal[]> {
  if (!readBoundFields)
    return []
  const found: NewSignal[] = []
  const bound = entries.filter(entry => entry.content?.label === 'qualified' && textOf(entry).criteria.some(({ field }) => field !== null)).slice(-MOST_FIELD_READS)
  for (const entry of bound) {
    const document = textOf(entry)
    const answers = await readPrefill({ readBoundFields, now }, portalId, entry.item, document)
    for (const { code, words } of document.criteria) {
      if (answers[code] === 'not_met' && entry.content?.answers[code] === 'met')
        found.push({ ...signal('field_contradicts', entry, { criterion: words }), dedupeKey: `field_contradicts:${entry.feedbackId}:${code}` })
    }
  }
  return found
}

function aboutHabits(entries: readonly FeedbackEntry[], { month, now, dayOf }: { month: string, now: number, dayOf: (at: number) => { day: number, days: number } }): NewSignal[] {
  const habit = (kind: ReviewSignalKind, repId: number, key: string, detail: Record<string, unknown>): NewSignal =>
    ({ kind, repId, entityTypeId: null, itemId: null, feedbackId: null, detail, at: now, dedupeKey: `${kind}:${month}:${repId}:${key}` })
  return [
    ...pastedComments(entries).map(({ authorId, comment, times }) => habit('same_comment', authorId, comment.slice(0, 60), { comment: comment.slice(0, 120), times })),
    ...bursts(entries, dayOf).map(({ authorId, late, all }) => habit('burst', authorId, '', { late, all })),
    ...reasonsApart(entries).map(({ authorId, key, ownShare, peerShare }) => habit('reasons_apart', authorId, key, { key, own: Math.round(ownShare * 100), peers: Math.round(peerShare * 100) })),
  ]
}

/** Early losses of ✅, and later deals with the contact of a rejected lead. */
async function aboutOutcomes({ store, now }: SignalDeps, portalId: number): Promise<NewSignal[]> {
  const sinceAt = now() - HABIT_DAYS * DAY_MS
  const lost = await store.signals.lostEarly(portalId, { sinceAt, withinMs: EARLY_DAYS * DAY_MS })
  const back = await store.signals.dealsAfterRejection(portalId, sinceAt)
  return [
    ...lost.map(({ lostAt, givenAt, ...one }) => ({ ...one, kind: 'lost_early', detail: { days: Math.max(0, Math.round((lostAt - givenAt) / DAY_MS)) }, at: lostAt, dedupeKey: `lost_early:${one.feedbackId}` })),
    ...back.map(({ dealId, dealAt, ...one }) => ({ ...one, kind: 'deal_after_off_target', detail: { deal: dealId }, at: dealAt, dedupeKey: `deal_after_off_target:${one.feedbackId}:${dealId}` })),
  ]
}

function signal(kind: ReviewSignalKind, entry: FeedbackEntry, detail: Record<string, unknown>): NewSignal {
  return { kind, repId: entry.authorId, ...entry.item, feedbackId: entry.feedbackId, detail, at: entry.givenAt, dedupeKey: `${kind}:${entry.feedbackId}` }
}

function dayInMonth(at: number, timeZone: string): { day: number, days: number } {
  const local = new Date(at + offsetAt(at, timeZone))
  return { day: local.getUTCDate(), days: new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate() }
}
