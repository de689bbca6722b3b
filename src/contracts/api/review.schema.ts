import { z } from 'zod'
import { QUEUE_GROUPS, REVIEW_ACTS, REVIEW_ROUTES, REVIEW_SIDES, REVIEW_STATES, RULING_OUTCOMES } from '../../domain/review.ts'
import { VERDICT_LABELS } from '../../domain/verdict.ts'
import { itemRefSchema } from '../item-ref.schema.ts'
import { wordsSchema } from '../words.schema.ts'
import { feedbackViewSchema } from './feedback-view.schema.ts'
import { personSchema } from './session.schema.ts'

/** A moment of a recording, playable. */
export const pinnedMomentSchema = z.object({
  /** Id of the call as the list of an item's calls names it. */
  callId: z.string().min(1).max(80),
  /** Seconds from the start. */
  second: z.number().min(0).max(86_400),
})

/** What was played before a decision. */
export const heardCallSchema = z.object({
  callId: z.string().min(1).max(80),
  /** Seconds played, each counted once. */
  seconds: z.number().int().min(0).max(86_400),
})

/** Rows of one page of a queue. */
export const REVIEW_PAGE_SIZE = 50

/** Whose queue: marketing's reviews, the rep's own disputes, the head of sales' rulings and ✅ sample, the owner's appeals and upheld rulings. */
export const REVIEW_DESKS = ['marketing', 'rep', 'rop', 'owner'] as const

/**
 * Parts of a queue. marketing: `all`, `disputes` (answered, waiting for a word), `spam`, `off_target`, `audit`, `rest`, `overdue`
 * (the deadline passed), `open` (own disputes on their way), `done`. rep: `all` (disputes that wait for his answer), `open`, `done`. rop: `all`
 * (everything that waits for him), `disputes`, `check` (his sample of ✅), `overdue`, `done`. owner: `all`, `appeals`, `check`, `done`.
 */
export const REVIEW_FILTERS = ['all', 'disputes', 'spam', 'off_target', 'audit', 'rest', 'open', 'check', 'appeals', 'overdue', 'done'] as const

/** GET /api/reviews: a queue, most useful first. */
export const reviewQueueQuerySchema = z.object({
  desk: z.enum(REVIEW_DESKS).default('marketing'),
  filter: z.enum(REVIEW_FILTERS).default('all'),
  /** `mine` = assigned to the viewer only. */
  whose: z.enum(['all', 'mine']).default('all'),
  /** Author of the verdict; a head's filter. */
  rep: z.coerce.number().int().positive().optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(REVIEW_PAGE_SIZE),
})

/** One row of a queue: enough to draw the list and to begin loading the recording. */
export const reviewRowSchema = z.object({
  reviewId: z.number().int(),
  /** Changes with everything that happens; send it back with a decision. */
  revision: z.number().int(),
  side: z.enum(REVIEW_SIDES),
  state: z.enum(REVIEW_STATES),
  group: z.enum(QUEUE_GROUPS),
  item: itemRefSchema,
  /** False: «Лид 1042 — нет доступа»; everything about the item is null then. */
  accessible: z.boolean(),
  /** The item was deleted in the portal since. */
  deleted: z.boolean(),
  label: z.enum(VERDICT_LABELS),
  reason: z.object({ code: z.string(), words: wordsSchema }).nullable(),
  /** Who gave the verdict. */
  author: personSchema.nullable(),
  assignedTo: personSchema.nullable(),
  givenAt: z.number(),
  /** The deadline of whoever is to act now; null = none. */
  dueAt: z.number().nullable(),
  overdue: z.boolean(),
  proposedLabel: z.enum(VERDICT_LABELS).nullable(),
  sourceId: z.string().nullable(),
  /** What people call it; the id of one the portal no longer knows. */
  sourceName: z.string().nullable(),
  utmCampaign: z.string().nullable(),
  /** What a lead of this source costs, minor units; null while no spend is known. */
  costMinor: z.number().int().nullable(),
  /** Seconds of its longest recording that the viewer has played; 0 = none. */
  heardSeconds: z.number().int(),
  /** Codes of questions about it, e.g. `spam_long_talk`; never an accusation. */
  questions: z.array(z.string()),
})

/** Queue counters by filter of this desk. */
const countsSchema = z.partialRecord(z.enum(REVIEW_FILTERS), z.number().int())

/** A page of a queue. */
export const reviewQueueSchema = z.object({
  rows: z.array(reviewRowSchema),
  nextCursor: z.string().nullable(),
  counts: countsSchema,
  /** What is left of the week's caps; null = not the viewer's. */
  caps: z.object({
    /** Disputes marketing may still open this week. */
    disputesLeft: z.number().int().nullable(),
    /** Disputes the sales side may still contest this week. */
    answersLeft: z.number().int().nullable(),
    /** Rulings marketing may still take to the owner this week. */
    appealsLeft: z.number().int().nullable(),
  }),
})

/** One thing that happened to a review. */
export const reviewEventSchema = z.object({
  seq: z.number().int(),
  kind: z.enum(REVIEW_ACTS),
  at: z.number(),
  /** Null = time itself. */
  actor: personSchema.nullable(),
  route: z.enum(REVIEW_ROUTES),
  criterion: z.object({ code: z.string(), words: wordsSchema }).nullable(),
  label: z.enum(VERDICT_LABELS).nullable(),
  outcome: z.enum(RULING_OUTCOMES).nullable(),
  words: z.string().nullable(),
  pinned: pinnedMomentSchema.nullable(),
  heard: z.array(heardCallSchema),
  /** Taken back within ten seconds. */
  undone: z.boolean(),
})

/** What the viewer may do with a review now. */
export const reviewRightsSchema = z.object({
  accept: z.boolean(),
  dispute: z.boolean(),
  /** The viewer's last act may be taken back until then; null = nothing to take back. */
  undoUntilAt: z.number().nullable(),
  answer: z.boolean(),
  /** Give a new verdict in the form of the item. */
  correct: z.boolean(),
  /** After an answer: agree, or leave it to the head of sales. */
  withdraw: z.boolean(),
  insist: z.boolean(),
  rule: z.boolean(),
  appeal: z.boolean(),
  ownerRule: z.boolean(),
})

/** Why somebody who might be expected to act may not; null = nothing to explain. A sentence in the viewer's language. */
const sentenceSchema = z.string().nullable()

/** GET /api/reviews/:reviewId; also the answer to every decision. */
export const reviewDetailSchema = reviewRowSchema.extend({
  feedback: feedbackViewSchema.nullable(),
  /** The item's latest verdict when it is another one by now. */
  latest: feedbackViewSchema.nullable(),
  criteria: z.array(z.object({ code: z.string(), words: wordsSchema })),
  /** Verdict in force now. */
  finalVerdict: z.object({ label: z.enum(VERDICT_LABELS), by: z.enum(['feedback', 'ruling', 'head', 'silence']) }).nullable(),
  byShare: z.boolean(),
  byAudit: z.boolean(),
  assignee: personSchema.nullable(),
  createdAt: z.number().nullable(),
  utm: z.object({ source: z.string().nullable(), medium: z.string().nullable(), campaign: z.string().nullable(), content: z.string().nullable(), term: z.string().nullable() }).nullable(),
  stageName: z.string().nullable(),
  /** What the viewer has played of this item, kept by the server. */
  heard: z.array(heardCallSchema),
  /** Oldest first. */
  events: z.array(reviewEventSchema),
  answerDueAt: z.number().nullable(),
  rulingDueAt: z.number().nullable(),
  appealUntilAt: z.number().nullable(),
  may: reviewRightsSchema,
  whyNot: sentenceSchema,
})

/** GET /api/items/:entityTypeId/:itemId/reviews: all reviews of an item, oldest first, for its thread. */
export const itemReviewsSchema = z.object({ reviews: z.array(reviewDetailSchema) })

/** Whose queue. */
export type ReviewDesk = typeof REVIEW_DESKS[number]
/** A part of a queue. */
export type ReviewFilter = typeof REVIEW_FILTERS[number]
/** What a queue is asked for. */
export type ReviewQueueQuery = z.infer<typeof reviewQueueQuerySchema>
/** One row of a queue. */
export type ReviewRow = z.infer<typeof reviewRowSchema>
/** A page of a queue. */
export type ReviewQueue = z.infer<typeof reviewQueueSchema>
/** One thing that happened to a review. */
export type ReviewEvent = z.infer<typeof reviewEventSchema>
/** What the viewer may do with a review now. */
export type ReviewRights = z.infer<typeof reviewRightsSchema>
/** Everything about one review. */
export type ReviewDetail = z.infer<typeof reviewDetailSchema>
/** All reviews of an item. */
export type ItemReviews = z.infer<typeof itemReviewsSchema>
