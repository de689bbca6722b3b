import type { AuditWeek, AuditWeeks } from '../contracts/api/review-lists.schema.ts'
import type { AuditSeed, StoredReview } from '../store/reviews.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { isDrawn } from '../domain/review-choice.ts'
import { hasGrant } from '../domain/rights.ts'
import { refusal } from '../treaty/refusal.ts'
import { DRAW_RECIPE, drawNumber, hashOfSeed } from './draw.ts'

const WEEKS = 26

/** Seeds by week, newest first: everybody bound by the treaty may check them. @throws HttpError `no_right_to_reviews` 403 */
export async function readAuditWeeks(deps: ReviewDeps, portalId: number, actor: ReviewActor): Promise<AuditWeeks> {
  await refuseStrangers(deps, portalId, actor)
  const weeks: AuditWeeks['weeks'] = []
  for (const seed of await deps.store.auditSeeds.list(portalId, WEEKS)) {
    const { given, chosen } = await readWeek(deps, portalId, seed)
    weeks.push({ ...publicPart(seed), startsAt: seed.startsAt, endsAt: seed.endsAt, hashPublishedAt: seed.hashPublishedAt, seedPublishedAt: seed.seedPublishedAt, given: given.length, drawn: [...chosen.values()].filter(isOwnDraw).length })
  }
  return { weeks }
}

/** One week with every verdict of it, so that anybody can draw again. @throws HttpError `no_right_to_reviews` 403, `week_unknown` 404 */
export async function readAuditWeek(deps: ReviewDeps, portalId: number, actor: ReviewActor, week: string): Promise<AuditWeek> {
  await refuseStrangers(deps, portalId, actor)
  const seed = await deps.store.auditSeeds.get(portalId, week)
  if (!seed)
    throw refusal('week_unknown', actor.language)
  const { given, chosen } = await readWeek(deps, portalId, seed)
  const [signed, asked] = [await deps.treaties.signed(portalId), await deps.treaties.asked(portalId, deps.now())]
  const isShown = seed.seedPublishedAt !== null
  const rows = given.map(({ feedbackId, givenAt, versionNo }) => {
    const document = signed.find(version => version.versionNo === versionNo)?.document ?? asked?.document
    const review = chosen.get(feedbackId)
    return {
      feedbackId,
      givenAt,
      percent: document?.review.auditPercent ?? 0,
      number: isShown ? drawNumber(seed.seed, 'audit', feedbackId) : null,
      drawn: review?.byAudit ?? false,
      inherited: review !== undefined && review.inheritedFrom !== null,
      isCovered: review === undefined,
    }
  })
  return {
    ...publicPart(seed),
    recipe: { ...DRAW_RECIPE },
    rows: rows.map(({ isCovered: _, ...row }) => row),
    verified: isShown ? hashOfSeed(seed.seed) === seed.hash && rows.every(isAsDrawn) : null,
  }
}

/** A verdict given inside a dispute is covered by it and not chosen again; one that replaced a chosen one is chosen with it. */
function isAsDrawn(row: { number: number | null, percent: number, drawn: boolean, inherited: boolean, isCovered: boolean }): boolean {
  const wasDrawn = isDrawn(row.number, row.percent)
  return row.drawn === wasDrawn || (row.drawn && row.inherited) || (wasDrawn && row.isCovered)
}

function publicPart(seed: AuditSeed): Pick<AuditWeek, 'week' | 'hash' | 'seed'> {
  return { week: seed.week, hash: seed.hash, seed: seed.seedPublishedAt === null ? null : seed.seed }
}

function isOwnDraw(review: StoredReview): boolean {
  return review.byAudit && review.inheritedFrom === null
}

/** Complete verdicts of a week since its hash was published, and marketing's reviews of them. */
async function readWeek({ store }: ReviewDeps, portalId: number, seed: AuditSeed): Promise<{ given: { feedbackId: number, givenAt: number, versionNo: number | null }[], chosen: Map<number, StoredReview> }> {
  const period = { fromAt: Math.max(seed.startsAt, seed.hashPublishedAt), toAt: seed.endsAt }
  const given = await store.feedback.completeBetween(portalId, period)
  const reviews = await store.reviews.chosenBetween(portalId, period)
  return { given, chosen: new Map(reviews.filter(({ side }) => side === 'marketing').map(review => [review.feedbackId, review])) }
}

async function refuseStrangers({ store, now }: ReviewDeps, portalId: number, actor: ReviewActor): Promise<void> {
  if (hasGrant(actor.roles, 'read_treaty'))
    return
  await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: 'audit', detail: {}, ipHash: null })
  throw refusal('no_right_to_reviews', actor.language)
}
