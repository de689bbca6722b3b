import type { Thread, ThreadEntry } from '../contracts/api/thread.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { SignedVersion } from '../domain/treaty-version.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { BreachWithOutcomes } from '../store/breaches.ts'
import type { AskedText } from '../treaty/treaty-lookup.ts'
import type { FeedbackActor, FeedbackDeps } from './feedback-ports.ts'
import type { Names } from './view-feedback.ts'
import { itemKey } from '../domain/item-ref.ts'
import { mayWithItem } from '../domain/rights.ts'
import { refusal } from '../treaty/refusal.ts'
import { findJudged } from './find-judged.ts'
import { knownMissing } from './known-missing.ts'
import { toFeedback } from './stored-feedback.ts'
import { personOf, readNames, viewFeedback } from './view-feedback.ts'

/**
 * What happened around an item's verdict, oldest first: verdicts, "still trying", breaches, passes. Of a deal, its lead's too.
 * @throws HttpError `no_treaty` 409, `item_unknown` 404, `no_right` 403 (with an audit row)
 */
export async function readThread(deps: FeedbackDeps, portalId: number, actor: FeedbackActor, ref: ItemRef): Promise<Thread> {
  const { store, now } = deps
  const asked = await deps.treaties.asked(portalId, now())
  if (!asked)
    throw refusal('no_treaty', actor.language)
  const { item, judged } = await findJudged(deps, portalId, ref, asked.document, actor.language)
  const items = judged && judged !== item ? [judged, item] : [item]
  if (!items.some(one => mayWithItem(actor, 'item_facts', one))) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'item.denied', subject: `item:${itemKey(ref)}`, detail: {}, ipHash: null })
    throw refusal('no_right', actor.language)
  }
  const feedback = (await store.feedback.ofItems(portalId, items)).map(toFeedback)
  const breaches = await store.breaches.ofItems(portalId, items)
  const passes = await store.passes.ofItems(portalId, items)
  const names = await readNames(store, portalId, [...feedback.map(entry => entry.authorId), ...passes.map(pass => pass.grantedBy)])
  const signed = await deps.treaties.signed(portalId)
  const entries: ThreadEntry[] = [
    ...feedback.flatMap(entry => feedbackEntry(entry, { asked, signed, names })),
    ...breaches.map(breachEntry),
    ...passes.map(pass => ({ kind: 'pass' as const, at: pass.grantedAt, author: personOf(pass.grantedBy, names), reason: pass.reason })),
  ]
  return { entries: entries.sort((one, other) => one.at - other.at) }
}

function feedbackEntry(entry: FeedbackEntry, { asked, signed, names }: { asked: AskedText, signed: readonly SignedVersion[], names: Names }): ThreadEntry[] {
  if (entry.kind === 'still_trying')
    return [{ kind: 'still_trying', at: entry.givenAt, author: personOf(entry.authorId, names), route: entry.route, callsMade: entry.evidence.callsMade ?? null }]
  const document = signed.find(version => version.versionNo === entry.versionNo)?.document ?? asked.document
  const feedback = viewFeedback(entry, document, names)
  return feedback ? [{ kind: 'verdict', at: entry.givenAt, feedback }] : []
}

function breachEntry(breach: BreachWithOutcomes): ThreadEntry {
  return {
    kind: 'breach',
    at: breach.movedAt,
    breachId: breach.breachId,
    breachKind: breach.kind,
    missing: knownMissing(breach.missing),
    outcome: breach.outcomes.at(-1)?.outcome ?? null,
  }
}
