import type { ReviewDetail, ReviewQueueQuery } from '../../src/contracts/api/review.schema.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'
import type { FeedbackDeps } from '../../src/feedback/feedback-ports.ts'
import type { ReviewActor, ReviewDeps } from '../../src/review/review-ports.ts'
import type { Store } from '../../src/store/store.ts'
import type { TreatyScene } from './treaty-scene.ts'
import { randomUUID } from 'node:crypto'
import { giveFeedbackSchema } from '../../src/contracts/api/give-feedback.schema.ts'
import { reviewQueueQuerySchema } from '../../src/contracts/api/review.schema.ts'
import { giveFeedback } from '../../src/feedback/give-feedback.ts'
import { readCardState } from '../../src/feedback/read-card-state.ts'
import { readDecisions } from '../../src/feedback/read-decisions.ts'
import { keepSeeds } from '../../src/review/audit-seeds.ts'
import { acceptReview, answerReview, appealReview, disputeReview, ownerRuleReview, ruleReview, takeStance, undoReview } from '../../src/review/decide.ts'
import { readQueue } from '../../src/review/read-queue.ts'
import { createReviewFeedback } from '../../src/review/review-feedback.ts'
import { sampleReading } from './sample-item.ts'
import { sampleTreaty, STAFF } from './sample-treaty.ts'
import { setTreatyScene } from './treaty-scene.ts'

/** Answers that make a ✅ complete under the sample treaty. */
export const ALL_MET = { region: 'met', category: 'met', horizon: 'met', budget: 'met' } as const

/** People of the scene as the use cases see them. */
function actor(userId: number, ...roles: ReviewActor['roles']): ReviewActor {
  return { userId, roles, teamUserIds: [], language: 'ru' }
}

/** Who acts in the scene. */
export const cast = {
  rep: actor(STAFF.rep, 'rep'),
  otherRep: actor(STAFF.otherRep, 'rep'),
  rop: actor(STAFF.rop, 'rop'),
  marketer: actor(STAFF.marketer, 'marketer'),
  secondMarketer: actor(31, 'marketer'),
  cmo: actor(STAFF.cmo, 'cmo'),
  owner: actor(STAFF.owner, 'owner'),
  admin: actor(STAFF.admin, 'admin'),
} as const

/** A signed treaty, a clock, leads of the rep, and the verbs of everybody. */
export interface ReviewScene extends TreatyScene {
  readonly deps: ReviewDeps
  readonly feedbackDeps: FeedbackDeps
  /** A new lead of the rep, created now; returns its id. */
  lead: (details?: Partial<Parameters<typeof sampleReading>[0]>) => Promise<number>
  /** The rep gives a complete verdict on a lead. */
  give: (leadId: number, label: VerdictLabel, who?: ReviewActor) => Promise<void>
  /** A lead with a verdict, and its marketing review. */
  given: (label: VerdictLabel) => Promise<{ leadId: number, reviewId: number }>
  /** Decisions by name; the revision is what the review has now unless said otherwise. */
  accept: (reviewId: number, who?: ReviewActor, parts?: object) => Promise<ReviewDetail>
  dispute: (reviewId: number, label?: VerdictLabel, who?: ReviewActor, parts?: object) => Promise<ReviewDetail>
  undo: (reviewId: number, who?: ReviewActor) => Promise<ReviewDetail>
  answer: (reviewId: number, who?: ReviewActor) => Promise<ReviewDetail>
  stance: (reviewId: number, wish: 'withdraw' | 'insist', who?: ReviewActor) => Promise<ReviewDetail>
  rule: (reviewId: number, outcome: 'upheld' | 'overturned', label?: VerdictLabel | null, who?: ReviewActor) => Promise<ReviewDetail>
  appeal: (reviewId: number, who?: ReviewActor) => Promise<ReviewDetail>
  ownerRule: (reviewId: number, outcome: 'upheld' | 'overturned', label?: VerdictLabel | null, who?: ReviewActor) => Promise<ReviewDetail>
  queue: (query?: Partial<ReviewQueueQuery>, who?: ReviewActor) => ReturnType<typeof readQueue>
  card: (leadId: number) => ReturnType<typeof readCardState>
  /** Lets time pass. */
  pass: (ms: number) => void
}

/** Sets the scene at an instant; parts of the treaty can be replaced, `seed: false` leaves the samples without a seed. */
export async function setReviewScene(store: Store, at: number, { treaty = {}, seed = false }: { treaty?: Partial<TreatyDocument>, seed?: boolean } = {}): Promise<ReviewScene> {
  const scene = await setTreatyScene(store, at)
  await scene.signBoth(sampleTreaty(treaty), at)
  const deps: ReviewDeps = { store, treaties: scene.treaties, now: scene.now }
  if (seed)
    await keepSeeds(deps, scene.portalId)
  const feedbackDeps: FeedbackDeps = {
    ...deps,
    readBoundFields: async () => ({}),
    readDecisions: (within, portalId, item) => readDecisions(within, portalId, item, scene.now()),
    reviewFeedback: createReviewFeedback(scene.now),
  }
  let nextLead = 5000

  async function decision(reviewId: number): Promise<{ revision: number, clientKey: string, route: 'queue' }> {
    const [standing] = await store.reviews.standings(scene.portalId, [reviewId])
    return { revision: standing?.revision ?? 0, clientKey: randomUUID(), route: 'queue' }
  }

  const self: ReviewScene = {
    ...scene,
    deps,
    feedbackDeps,
    async lead(details = {}) {
      const itemId = nextLead++
      await store.items.upsertMany(scene.portalId, [sampleReading({ entityTypeId: 1, itemId, assignedBy: STAFF.rep, createdAt: scene.now(), readAt: scene.now(), ...details })])
      return itemId
    },
    async give(leadId, label, who = cast.rep) {
      const content = { qualified: { answers: ALL_MET, warmth: 'hot' }, off_target: { reason: 'other_region' }, spam: { reason: 'advertiser' } }[label]
      await giveFeedback(feedbackDeps, scene.portalId, who, { ref: { entityTypeId: 1, itemId: leadId }, feedback: giveFeedbackSchema.parse({ label, ...content, clientKey: randomUUID() }) })
    },
    async given(label) {
      const leadId = await self.lead()
      await self.give(leadId, label)
      const reviews = await store.reviews.ofItems(scene.portalId, [{ entityTypeId: 1, itemId: leadId }])
      return { leadId, reviewId: reviews.find(({ side }) => side === 'marketing')!.reviewId }
    },
    accept: async (reviewId, who = cast.marketer, parts = {}) => acceptReview(deps, scene.portalId, who, reviewId, { ...await decision(reviewId), heard: [], ...parts }),
    dispute: async (reviewId, proposedLabel = 'qualified', who = cast.marketer, parts = {}) => disputeReview(deps, scene.portalId, who, reviewId, { ...await decision(reviewId), criterion: 'region', proposedLabel, words: 'клиент назвал наш регион', pinned: { callId: 'c1', second: 12 }, heard: [], ...parts }),
    undo: async (reviewId, who = cast.marketer) => undoReview(deps, scene.portalId, who, reviewId, await decision(reviewId)),
    answer: async (reviewId, who = cast.rep) => answerReview(deps, scene.portalId, who, reviewId, { ...await decision(reviewId), words: 'он говорил о другом городе', pinned: null }),
    stance: async (reviewId, wish, who = cast.marketer) => takeStance(deps, scene.portalId, who, reviewId, { ...await decision(reviewId), words: '', wish }),
    rule: async (reviewId, outcome, label = null, who = cast.rop) => ruleReview(deps, scene.portalId, who, reviewId, { ...await decision(reviewId), outcome, label, reason: 'послушал запись' }),
    appeal: async (reviewId, who = cast.marketer) => appealReview(deps, scene.portalId, who, reviewId, { ...await decision(reviewId), words: 'решение спорит с записью' }),
    ownerRule: async (reviewId, outcome, label = null, who = cast.owner) => ownerRuleReview(deps, scene.portalId, who, reviewId, { ...await decision(reviewId), outcome, label, reason: 'согласен с маркетингом' }),
    queue: (query = {}, who = cast.marketer) => readQueue(deps, scene.portalId, who, { ...reviewQueueQuerySchema.parse({}), ...query }),
    card: leadId => readCardState(feedbackDeps, scene.portalId, { ...cast.rep }, { entityTypeId: 1, itemId: leadId }),
    pass: ms => scene.setNow(scene.now() + ms),
  }
  return self
}
