import type { ReviewDetail } from '../contracts/api/review.schema.ts'
import type { ReviewWish } from '../domain/review-rules.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { ActWish, PlayedCase } from './append-act.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { DENIED, whyNot } from '../domain/review-rules.ts'
import { joinActs } from '../feedback/read-decisions.ts'
import { readNames } from '../feedback/view-feedback.ts'
import { refusal } from '../treaty/refusal.ts'
import { ActTakenError, appendAct, letTimeAct } from './append-act.ts'
import { readReview } from './read-review.ts'

/** A decision as a page sends it. */
export interface Decision {
  readonly revision: number
  readonly clientKey: string
  readonly route: 'queue' | 'tab' | 'bulk'
}

/** What an act is worked out from. */
export interface ActGround {
  /** Inside the act's transaction. */
  readonly store: StoreScope
  readonly portalId: number
  readonly actor: ReviewActor
  readonly one: PlayedCase
  readonly item: Item
  /** Deadlines of the version in force at the item's creation; of the text in force now where there was none: every dispute must end. */
  readonly deadlines: Pick<TreatyDocument, 'deadlines' | 'calendar'>
  /** The text in force now. */
  readonly document: TreatyDocument
  readonly now: number
}

/** Works out the act behind a wish. @throws HttpError when its content or a cap forbids it */
export type PlanAct = (ground: ActGround) => Promise<Pick<ActWish, 'kind'> & Partial<ActWish>>

/**
 * Carries out a person's wish about a review: rights, the moment, caps, then the act with all that follows, in one transaction.
 * The same `clientKey` again only answers the state. Whoever reached for what is not his leaves an audit row.
 * @throws HttpError `review_unknown` 404, `no_treaty` 409, the codes of `whyNot`, `review_changed` 409 with the name of whoever was first
 */
export async function actOnReview(deps: ReviewDeps, portalId: number, actor: ReviewActor, reviewId: number, request: { wish: ReviewWish, decision: Decision, plan: PlanAct }): Promise<ReviewDetail> {
  await tryAct(deps, portalId, actor, reviewId, request)
  return readReview(deps, portalId, actor, reviewId)
}

/** The same without reading the review again. */
export async function tryAct(deps: ReviewDeps, portalId: number, actor: ReviewActor, reviewId: number, { wish, decision, plan }: { wish: ReviewWish, decision: Decision, plan: PlanAct }): Promise<void> {
  const { store, now } = deps
  const review = await store.reviews.get(portalId, reviewId)
  const item = review && await store.items.get(portalId, review)
  const asked = await deps.treaties.asked(portalId, now())
  if (!review || !item)
    throw refusal('review_unknown', actor.language)
  if (!asked)
    throw refusal('no_treaty', actor.language)
  const atCreation = await deps.treaties.inForce(portalId, item.createdAt)
  const load = async (within: StoreScope): Promise<{ one: PlayedCase, isRepeat: boolean }> => {
    const acts = await within.reviews.actsOf(portalId, [reviewId])
    return { one: await letTimeAct(within, portalId, joinActs([review], acts)[0]!, now()), isRepeat: acts.some(act => act.clientKey === decision.clientKey) }
  }
  // Deadlines are written down even when the wish is then refused.
  const seen = await store.transaction(load)
  if (seen.isRepeat)
    return
  const code = whyNot(wish, { ...seen.one, viewer: actor, assignedBy: item.assignedBy, now: now() })
  if (code !== null) {
    if (DENIED.includes(code))
      await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: `review:${reviewId}`, detail: { wish, code }, ipHash: null })
    throw refusal(code, actor.language)
  }
  try {
    await store.transaction(async (within) => {
      const { one, isRepeat } = await load(within)
      if (isRepeat)
        return
      if (!isWhatHeSaw(one, decision))
        throw new ActTakenError(reviewId)
      const act = await plan({ store: within, portalId, actor, one, item, deadlines: atCreation?.document ?? asked.document, document: asked.document, now: now() })
      await appendAct(within, portalId, one, { at: now(), actorId: actor.userId, route: decision.route, ...act }, { now: now(), clientKey: decision.clientKey })
    })
  }
  catch (error) {
    if (!(error instanceof ActTakenError))
      throw error
    throw refusal('review_changed', actor.language, { details: { name: await lastActor(store, portalId, reviewId) } })
  }
}

/** What time alone has done since is no surprise: the wish was checked against it. */
function isWhatHeSaw({ acts }: PlayedCase, { revision }: Decision): boolean {
  return revision <= acts.length && acts.slice(revision).every(act => act.route === 'clock')
}

async function lastActor(store: StoreScope, portalId: number, reviewId: number): Promise<string> {
  const actorId = (await store.reviews.actsOf(portalId, [reviewId])).at(-1)?.actorId ?? null
  return actorId === null ? '—' : (await readNames(store, portalId, [actorId])).get(actorId) ?? `№ ${actorId}`
}
