import { z } from 'zod'
import { REVIEW_SIGNALS } from '../../domain/review-signals.ts'
import { VERDICT_LABELS } from '../../domain/verdict.ts'
import { itemRefSchema } from '../item-ref.schema.ts'
import { wordsSchema } from '../words.schema.ts'
import { reviewRowSchema } from './review.schema.ts'
import { personSchema } from './session.schema.ts'

/** GET /api/reviews/overdue: verdicts and answers by rep for the head of sales; reviews by marketer for the head of marketing; rulings for the owner. */
export const reviewsOverdueSchema = z.object({
  groups: z.array(z.object({
    /** Null = nobody was there to give it to. */
    person: personSchema.nullable(),
    side: z.enum(['sales', 'marketing', 'ruling']),
    /** Reviews, answers or rulings overdue. */
    total: z.number().int(),
    /** The oldest deadline that passed. */
    oldestDueAt: z.number(),
    /** The first fifty, oldest first. */
    rows: z.array(reviewRowSchema),
  })),
})

/** POST /api/reviews/changes: what marketing changed; the answer is the list of that cluster. */
export const addMarketingChangeSchema = z.object({
  sourceId: z.string().trim().min(1).max(100).nullable().default(null),
  utmCampaign: z.string().trim().min(1).max(200).nullable().default(null),
  /** The cluster of verdicts it answers: label and, within it, a reason. */
  label: z.enum(VERDICT_LABELS).nullable().default(null),
  reason: z.string().regex(/^\w{1,40}$/).nullable().default(null),
  words: z.string().trim().min(3).max(1000),
  /** When it took effect; not later than now. @default now */
  happenedAt: z.number().int().positive().nullable().default(null),
  clientKey: z.uuid(),
}).refine(({ label, reason }) => reason === null || label !== null, { path: ['reason'], message: 'A reason belongs to a verdict.' })

/** GET /api/reviews/changes: filters. */
export const marketingChangesQuerySchema = z.object({
  sourceId: z.string().max(100).optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
  cursor: z.string().max(80).optional(),
})

/** What marketing changed, newest first. */
export const marketingChangesSchema = z.object({
  changes: z.array(z.object({
    changeId: z.number().int(),
    sourceId: z.string().nullable(),
    /** What people call it; null = all sources. */
    sourceName: z.string().nullable(),
    utmCampaign: z.string().nullable(),
    label: z.enum(VERDICT_LABELS).nullable(),
    reason: z.string().nullable(),
    /** Null = no reason, or one no treaty names. */
    reasonWords: wordsSchema.nullable(),
    /** Null once its time is over. */
    words: z.string().nullable(),
    author: personSchema,
    happenedAt: z.number(),
  })),
  nextCursor: z.string().nullable(),
  mayAdd: z.boolean(),
  /** What a change can be about; both empty for whoever may add none. */
  choices: z.object({
    /** In the order of their names. */
    sources: z.array(z.object({ id: z.string(), name: z.string() })),
    /** Reasons of the treaty in force, in its order. */
    reasons: z.array(z.object({ label: z.enum(VERDICT_LABELS), code: z.string(), words: wordsSchema })),
  }),
})

/** GET /api/reviews/audit: seeds by week, newest first. The seed is null until its week is over. */
export const auditWeeksSchema = z.object({
  weeks: z.array(z.object({
    /** `YYYY-MM-DD` of the first day. */
    week: z.string(),
    startsAt: z.number(),
    endsAt: z.number(),
    hash: z.string(),
    hashPublishedAt: z.number(),
    seed: z.string().nullable(),
    seedPublishedAt: z.number().nullable(),
    /** Feedback given in the week since the hash, and how many of it were drawn. */
    given: z.number().int(),
    drawn: z.number().int(),
  })),
})

/** GET /api/reviews/audit/:week: everything needed to draw again by hand. */
export const auditWeekSchema = z.object({
  week: z.string(),
  hash: z.string(),
  seed: z.string().nullable(),
  /** How a number is drawn, in words, so that anybody can do it. */
  recipe: z.object({ ru: z.string(), en: z.string() }),
  /** One row per complete verdict of the week since the hash was published. */
  rows: z.array(z.object({
    feedbackId: z.number().int(),
    givenAt: z.number(),
    /** Audit share of the version it was given under, percent. */
    percent: z.number(),
    /** 0 … 1; null until the seed is shown. */
    number: z.number().nullable(),
    drawn: z.boolean(),
    /** Chosen because it replaced a chosen one. */
    inherited: z.boolean(),
  })),
  /** The server's own verification; null until the seed is shown. */
  verified: z.boolean().nullable(),
})

/** GET /api/reviews/signals: filters. */
export const reviewSignalsQuerySchema = z.object({
  kind: z.enum(REVIEW_SIGNALS).optional(),
  rep: z.coerce.number().int().positive().optional(),
  cursor: z.string().max(80).optional(),
})

/** Questions for the head of sales, newest first. */
export const reviewSignalsSchema = z.object({
  signals: z.array(z.object({
    signalId: z.number().int(),
    kind: z.enum(REVIEW_SIGNALS),
    rep: personSchema.nullable(),
    item: itemRefSchema.nullable(),
    at: z.number(),
    /** The question, in the viewer's language. */
    question: z.string(),
  })),
  nextCursor: z.string().nullable(),
})

/** Who has what overdue. */
export type ReviewsOverdue = z.infer<typeof reviewsOverdueSchema>
/** A change as the server reads it. */
export type AddMarketingChange = z.infer<typeof addMarketingChangeSchema>
/** Filters of changes. */
export type MarketingChangesQuery = z.infer<typeof marketingChangesQuerySchema>
/** Sources and reasons a change can be about. */
export type ChangeChoices = MarketingChanges['choices']
/** What marketing changed. */
export type MarketingChanges = z.infer<typeof marketingChangesSchema>
/** Seeds by week. */
export type AuditWeeks = z.infer<typeof auditWeeksSchema>
/** One week to verify. */
export type AuditWeek = z.infer<typeof auditWeekSchema>
/** A kind of question. */
export type ReviewSignalKind = typeof REVIEW_SIGNALS[number]
/** Filters of questions. */
export type ReviewSignalsQuery = z.infer<typeof reviewSignalsQuerySchema>
/** Questions for the head of sales. */
export type ReviewSignals = z.infer<typeof reviewSignalsSchema>
