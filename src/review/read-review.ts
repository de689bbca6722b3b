import type { ItemReviews, ReviewDetail, ReviewEvent, ReviewRights } from '../contracts/api/review.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Names } from '../feedback/view-feedback.ts'
import type { Item } from '../store/items.ts'
import type { PlayedCase } from './append-act.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { finalVerdict } from '../domain/final-verdict.ts'
import { itemKey } from '../domain/item-ref.ts'
import { undoneActs } from '../domain/review-machine.ts'
import { undoUntil, whyNot } from '../domain/review-rules.ts'
import { mayWithItem } from '../domain/rights.ts'
import { findJudged } from '../feedback/find-judged.ts'
import { describeItem } from '../feedback/item-facts.ts'
import { joinActs, readDecisions } from '../feedback/read-decisions.ts'
import { latestVerdict, toFeedback } from '../feedback/stored-feedback.ts'
import { personOf, readNames, viewFeedback } from '../feedback/view-feedback.ts'
import { refusal } from '../treaty/refusal.ts'
import { play } from './append-act.ts'
import { mayRead, viewRows } from './view-rows.ts'

/**
 * Everything about one review. Whoever may not see its item leaves an audit row.
 * @throws HttpError `review_unknown` 404, `no_treaty` 409, `no_right` 403
 */
export async function readReview(deps: ReviewDeps, portalId: number, actor: ReviewActor, reviewId: number): Promise<ReviewDetail> {
  const { store, now } = deps
  const review = await store.reviews.get(portalId, reviewId)
  const item = review && await store.items.get(portalId, review)
  if (!review || !item)
    throw refusal('review_unknown', actor.language)
  if (!mayRead(actor, review, item)) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: `review:${reviewId}`, detail: { wish: 'read' }, ipHash: null })
    throw refusal('no_right', actor.language)
  }
  const acts = await store.reviews.actsOf(portalId, [reviewId])
  return detail(deps, portalId, actor, item, joinActs([review], acts).map(play)[0]!)
}

/**
 * All reviews of an item, oldest first; of a deal, its lead's.
 * @throws HttpError `no_treaty` 409, `item_unknown` 404, `no_right` 403 (with an audit row)
 */
export async function readItemReviews(deps: ReviewDeps, portalId: number, actor: ReviewActor, ref: ItemRef): Promise<ItemReviews> {
  const { store, now } = deps
  const asked = await deps.treaties.asked(portalId, now())
  if (!asked)
    throw refusal('no_treaty', actor.language)
  const { item, judged } = await findJudged(deps, portalId, ref, asked.document, actor.language)
  const subject = judged ?? item
  if (![item, subject].some(one => mayWithItem(actor, 'item_facts', one))) {
    await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: `item:${itemKey(ref)}`, detail: { wish: 'read' }, ipHash: null })
    throw refusal('no_right', actor.language)
  }
  const reviews = await store.reviews.ofItems(portalId, [subject])
  const cases = joinActs(reviews, await store.reviews.actsOf(portalId, reviews.map(({ reviewId }) => reviewId))).map(play)
  const details: ReviewDetail[] = []
  for (const one of cases)
    details.push(await detail(deps, portalId, actor, subject, one))
  return { reviews: details }
}

async function detail(deps: ReviewDeps, portalId: number, actor: ReviewActor, item: Item, one: PlayedCase): Promise<ReviewDetail> {
  const { store, now } = deps
  const { choice, acts, standing } = one
  const [standingRow] = await store.reviews.standings(portalId, [choice.reviewId])
  const asked = await deps.treaties.asked(portalId, now())
  const [row] = await viewRows(deps, portalId, actor, standingRow ? [standingRow] : [])
  if (!row || !asked)
    throw refusal('review_unknown', actor.language)
  const entries = (await store.feedback.ofItem(portalId, item)).map(toFeedback)
  const decisions = await readDecisions(store, portalId, item, now())
  const names = await readNames(store, portalId, [item.assignedBy, ...entries.map(entry => entry.authorId), ...acts.map(act => act.actorId)])
  const facts = await describeItem(store, portalId, item, names)
  const mine = entries.find(entry => entry.feedbackId === choice.feedbackId) ?? null
  const latest = latestVerdict(entries)
  const signed = await deps.treaties.signed(portalId)
  const view = (entry: FeedbackEntry | null) => entry && viewFeedback(entry, signed.find(version => version.versionNo === entry.versionNo)?.document ?? asked.document, names)
  const final = finalVerdict({ feedback: entries, ...decisions }, now())
  const rightsFacts = { ...one, viewer: actor, assignedBy: item.assignedBy, now: now() }
  const document = signed.find(version => version.versionNo === mine?.versionNo)?.document ?? asked.document
  const refused = whyNot('accept', rightsFacts)
  return {
    ...row,
    feedback: view(mine),
    latest: latest?.feedbackId === choice.feedbackId ? null : view(latest),
    criteria: document.criteria.map(({ code, words }) => ({ code, words })),
    finalVerdict: final && { label: final.label, by: final.by },
    byShare: choice.byShare,
    byAudit: choice.byAudit,
    assignee: facts.assignee,
    createdAt: facts.createdAt,
    utm: facts.utm,
    stageName: facts.stageName,
    heard: (await store.reviews.heardBy(portalId, actor.userId, [choice.reviewId])).map(({ callId, seconds }) => ({ callId, seconds })),
    events: eventsOf(one, document, names),
    answerDueAt: standing.answerDueAt,
    rulingDueAt: standing.rulingDueAt,
    appealUntilAt: standing.appealUntilAt,
    may: rightsOf(rightsFacts, item),
    whyNot: refused === 'own_feedback' || refused === 'review_lapsed' || refused === 'party_cannot_rule' ? refusal(refused, actor.language).message : null,
  }
}

function rightsOf(facts: Parameters<typeof whyNot>[1], item: Item): ReviewRights {
  const may = (wish: Parameters<typeof whyNot>[0]): boolean => whyNot(wish, facts) === null
  return {
    accept: may('accept'),
    dispute: may('dispute'),
    undoUntilAt: undoUntil(facts),
    answer: may('answer'),
    correct: may('answer') && mayWithItem(facts.viewer, 'give_feedback', item),
    withdraw: may('withdraw'),
    insist: may('insist'),
    rule: may('rule'),
    appeal: may('appeal'),
    ownerRule: may('ownerRule'),
  }
}

function eventsOf({ acts }: PlayedCase, document: TreatyDocument, names: Names): ReviewEvent[] {
  const undone = undoneActs(acts)
  return acts.map((act) => {
    const criterion = document.criteria.find(({ code }) => code === act.criterion)
    return {
      seq: act.seq,
      kind: act.kind,
      at: act.at,
      actor: personOf(act.actorId, names),
      route: act.route,
      criterion: act.criterion === null ? null : { code: act.criterion, words: criterion?.words ?? { ru: act.criterion, en: act.criterion } },
      label: act.label,
      outcome: act.outcome,
      words: act.words,
      pinned: act.pinned && { ...act.pinned },
      heard: act.heard.map(call => ({ ...call })),
      undone: undone.has(act.seq),
    }
  })
}
