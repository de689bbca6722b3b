import { z } from 'zod'
import { RULING_OUTCOMES } from '../../domain/review.ts'
import { VERDICT_LABELS } from '../../domain/verdict.ts'
import { heardCallSchema, pinnedMomentSchema, reviewDetailSchema } from './review.schema.ts'

const words = z.string().trim().min(3).max(2000)

/** Every decision names what the person saw; a decision about an older state is refused with 409 `review_changed` and loses nothing. */
const decision = z.object({
  /** `revision` of the review as shown. */
  revision: z.number().int().min(0),
  /** Made by the page once per decision; sending it again changes nothing. */
  clientKey: z.uuid(),
  route: z.enum(['queue', 'tab']).default('queue'),
})

/** Address of a review. */
export const reviewParamsSchema = z.object({ reviewId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** POST /api/reviews/:reviewId/accept; the answer is the review. */
export const acceptReviewSchema = decision.extend({
  heard: z.array(heardCallSchema).max(50).default([]),
})

/** POST /api/reviews/:reviewId/dispute: names the criterion (or none), proposes a verdict, may pin a moment; the answer is the review. */
export const disputeReviewSchema = decision.extend({
  /** Code of a criterion of the treaty; null = the verdict as a whole. */
  criterion: z.string().regex(/^\w{1,40}$/).nullable().default(null),
  /** Must differ from the verdict in question. */
  proposedLabel: z.enum(VERDICT_LABELS),
  words,
  pinned: pinnedMomentSchema.nullable().default(null),
  heard: z.array(heardCallSchema).max(50).default([]),
})

/** POST /api/reviews/:reviewId/undo: takes back the viewer's own last act within ten seconds; the answer is the review. */
export const undoReviewSchema = decision

/** POST /api/reviews/:reviewId/answer: the rep keeps his verdict and says why; the answer is the review. */
export const answerReviewSchema = decision.extend({
  words,
  pinned: pinnedMomentSchema.nullable().default(null),
})

/** POST /api/reviews/:reviewId/withdraw and …/insist: the marketer's word after the answer; the answer is the review. */
export const stanceReviewSchema = decision.extend({
  words: z.string().trim().max(2000).default(''),
})

/**
 * POST /api/reviews/:reviewId/ruling: the head of sales ends a dispute, or looks at his sample of ✅; POST …/owner-ruling: the owner ends an
 * appeal or looks at an upheld ruling. `upheld` keeps the verdict (of the owner: the ruling); `overturned` needs the final one. The answer is the review.
 */
export const ruleReviewSchema = decision.extend({
  outcome: z.enum(RULING_OUTCOMES),
  /** Required with `overturned`, and another one than the verdict in question. */
  label: z.enum(VERDICT_LABELS).nullable().default(null),
  /** May be left out only when a sample of ✅ is found in order. */
  reason: z.string().trim().max(2000).default(''),
}).refine(body => body.outcome === 'upheld' || body.label !== null, { path: ['label'], message: 'An overturned verdict needs the final one.' })

/** POST /api/reviews/:reviewId/appeal: marketing takes a ruling to the owner; the answer is the review. */
export const appealReviewSchema = decision.extend({ words })

/** POST /api/reviews/:reviewId/heard: what was played so far; 204. Grows, never shrinks. */
export const heardReviewSchema = z.object({ calls: z.array(heardCallSchema).min(1).max(50) })

/** POST /api/reviews/bulk-accept: accepts what the viewer has heard; what he has not, or what changed, is named and left alone. */
export const bulkAcceptSchema = z.object({
  reviews: z.array(z.object({ reviewId: z.number().int().positive(), revision: z.number().int().min(0) })).min(1).max(100),
  clientKey: z.uuid(),
})

/** What became of each. */
export const bulkAcceptAnswerSchema = z.object({
  accepted: z.array(reviewDetailSchema.pick({ reviewId: true, revision: true, state: true })),
  refused: z.array(z.object({ reviewId: z.number().int(), code: z.string(), message: z.string() })),
})

/** An acceptance as the server reads it. */
export type AcceptReview = z.infer<typeof acceptReviewSchema>
/** A dispute as the server reads it. */
export type DisputeReview = z.infer<typeof disputeReviewSchema>
/** A dispute as a page sends it. */
export type DisputeReviewRequest = z.input<typeof disputeReviewSchema>
/** Taking back. */
export type UndoReview = z.infer<typeof undoReviewSchema>
/** The rep's answer. */
export type AnswerReview = z.infer<typeof answerReviewSchema>
/** The marketer's word after the answer. */
export type StanceReview = z.infer<typeof stanceReviewSchema>
/** A ruling. */
export type RuleReview = z.infer<typeof ruleReviewSchema>
/** An appeal. */
export type AppealReview = z.infer<typeof appealReviewSchema>
/** Many at once. */
export type BulkAccept = z.infer<typeof bulkAcceptSchema>
/** What became of many at once. */
export type BulkAcceptAnswer = z.infer<typeof bulkAcceptAnswerSchema>
