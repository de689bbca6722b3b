import type { CardState } from '../contracts/api/card-state.schema.ts'
import type { VerdictInForce } from '../domain/final-verdict.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Item } from '../store/items.ts'
import type { AskedText } from '../treaty/treaty-lookup.ts'
import type { Decisions, FeedbackActor, FeedbackDeps } from './feedback-ports.ts'
import type { Judged } from './find-judged.ts'
import { finalVerdict, isClosedToReps } from '../domain/final-verdict.ts'
import { itemKey } from '../domain/item-ref.ts'
import { nextStepFor } from '../domain/next-step.ts'
import { isQualifiedByDecision, shownContent } from '../domain/review-decisions.ts'
import { mayWithItem } from '../domain/rights.ts'
import { mayMarkStillTrying } from '../domain/verdict-deadline.ts'
import { refusal } from '../treaty/refusal.ts'
import { formOf, readPrefill } from './feedback-form.ts'
import { NO_DECISIONS } from './feedback-ports.ts'
import { findJudged } from './find-judged.ts'
import { readGatePlace } from './gate-place.ts'
import { describeItem } from './item-facts.ts'
import { latestVerdict, toFeedback } from './stored-feedback.ts'
import { deadlineOf } from './verdict-dates.ts'
import { readNames, viewFeedback } from './view-feedback.ts'

/**
 * Everything a card shows about an item. Whoever may not see it leaves an audit row.
 * @throws HttpError `no_treaty` 409, `item_unknown` 404, `no_right` 403
 */
export async function readCardState(deps: FeedbackDeps, portalId: number, actor: FeedbackActor, ref: ItemRef): Promise<CardState> {
  const { store, now } = deps
  const asked = await deps.treaties.asked(portalId, now())
  if (!asked)
    throw refusal('no_treaty', actor.language)
  const place = await findJudged(deps, portalId, ref, asked.document, actor.language)
  await refuseStrangers(deps, portalId, actor, place)
  const subject = place.judged ?? place.item
  const entries = place.judged ? (await store.feedback.ofItem(portalId, subject)).map(toFeedback) : []
  const decisions = await deps.readDecisions?.(store, portalId, subject) ?? NO_DECISIONS
  return describe(deps, portalId, actor, { asked, place, entries, decisions, final: finalVerdict({ feedback: entries, ...decisions }, now()) })
}

interface Known {
  readonly asked: AskedText
  readonly place: Judged
  readonly entries: readonly FeedbackEntry[]
  readonly decisions: Decisions
  readonly final: VerdictInForce | null
}

async function describe(deps: FeedbackDeps, portalId: number, actor: FeedbackActor, known: Known): Promise<CardState> {
  const { store, now } = deps
  const { asked, place, entries, decisions, final } = known
  const subject = place.judged ?? place.item
  const latest = latestVerdict(entries)
  const readOnlyBecause = whyReadOnly(actor, known, now())
  const prefilled = readOnlyBecause === 'ok' ? await readPrefill(deps, portalId, subject, asked.document) : {}
  const names = await readNames(store, portalId, [place.item.assignedBy, latest?.authorId ?? null])
  const record = await store.records.get(portalId, subject, 'need_verdict')
  const given = latest ? await documentOf(deps, portalId, latest, asked.document) : asked.document
  const gate = await readGatePlace(store, portalId, place, { document: asked.document, latest: shownContent(latest?.content ?? null, final) })
  return {
    item: await describeItem(store, portalId, place.item, names),
    judged: place.judged && { entityTypeId: place.judged.entityTypeId, itemId: place.judged.itemId },
    form: formOf(asked, prefilled),
    feedback: latest && viewFeedback(latest, given, names),
    finalVerdict: final && { label: final.label, by: final.by, unproven: final.unproven },
    nextStep: latest?.content ? nextStepFor(latest.content, given) : null,
    gate: isQualifiedByDecision(final) ? { ...gate, missing: [] } : gate,
    ...await dates(deps, portalId, subject, { ...known, canGive: readOnlyBecause === 'ok' }),
    review: { state: decisions.state },
    readOnlyBecause,
    record: record?.state === 'open' && record.activityId !== null ? { activityId: record.activityId, openedAt: record.openedAt } : null,
  }
}

/** Deadline, "still trying" and the rights that depend on them. */
async function dates(deps: FeedbackDeps, portalId: number, subject: Item, { asked, entries, canGive }: Known & { canGive: boolean }): Promise<Pick<CardState, 'deadline' | 'stillTrying' | 'rights'>> {
  const now = deps.now()
  const deadline = deadlineOf(subject, entries, await deps.treaties.inForce(portalId, subject.createdAt))
  const hasCompleteFeedback = entries.some(entry => entry.complete)
  const { attempts } = asked.document.rules
  const canMark = canGive && mayMarkStillTrying({ hasCompleteFeedback, callsMade: subject.callsMade, attempts, deadline, now }) === 'ok'
  return {
    deadline: deadline && !hasCompleteFeedback ? { dueAt: deadline.dueAt, passed: now > deadline.dueAt } : null,
    stillTrying: { made: subject.callsMade, allowed: attempts, canMark },
    rights: { give: canGive, stillTry: canMark },
  }
}

function whyReadOnly(actor: FeedbackActor, { place: { item, judged }, entries, decisions }: Known, now: number): CardState['readOnlyBecause'] {
  if (judged === null)
    return 'not_judged'
  if (judged !== item)
    return 'lead_of_deal'
  if (item.deletedAt !== null)
    return 'deleted'
  if (!mayWithItem(actor, 'give_feedback', item))
    return 'no_right'
  return isClosedToReps({ feedback: entries, ...decisions }, now) && !actor.roles.includes('rop') ? 'ruled' : 'ok'
}

/** The text a verdict was given under: its criteria and words may have changed since. */
async function documentOf(deps: FeedbackDeps, portalId: number, entry: FeedbackEntry, fallback: TreatyDocument): Promise<TreatyDocument> {
  const signed = await deps.treaties.signed(portalId)
  return signed.find(version => version.versionNo === entry.versionNo)?.document ?? fallback
}

async function refuseStrangers({ store, now }: FeedbackDeps, portalId: number, actor: FeedbackActor, { item, judged }: Judged): Promise<void> {
  if (mayWithItem(actor, 'item_facts', item) || (judged && mayWithItem(actor, 'item_facts', judged)))
    return
  await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'item.denied', subject: `item:${itemKey(item)}`, detail: {}, ipHash: null })
  throw refusal('no_right', actor.language)
}
