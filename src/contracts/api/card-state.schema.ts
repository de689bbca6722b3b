import { z } from 'zod'
import { REVIEW_MARKS } from '../../domain/review-decisions.ts'
import { VERDICT_LABELS } from '../../domain/verdict.ts'
import { itemRefSchema } from '../item-ref.schema.ts'
import { missingPartSchema } from '../missing-part.schema.ts'
import { wordsSchema } from '../words.schema.ts'
import { feedbackFormSchema } from './feedback-form.schema.ts'
import { feedbackViewSchema } from './feedback-view.schema.ts'
import { personSchema } from './session.schema.ts'

/** Facts of an item without contact data. */
const itemFactsSchema = itemRefSchema.extend({
  pipelineId: z.number().int(),
  stageId: z.string(),
  /** Null when the stage is unknown to us (deleted since). */
  stageName: z.string().nullable(),
  semantic: z.enum(['P', 'S', 'F']),
  assignee: personSchema.nullable(),
  createdAt: z.number(),
  sourceId: z.string().nullable(),
  utm: z.object({
    source: z.string().nullable(),
    medium: z.string().nullable(),
    campaign: z.string().nullable(),
    content: z.string().nullable(),
    term: z.string().nullable(),
  }),
  /** Minor units. */
  amountMinor: z.number().int(),
  currency: z.string().nullable(),
})

/** The state of an item's card: everything the field, the tab and the timeline form need. GET /api/items/:entityTypeId/:itemId/feedback. */
export const cardStateSchema = z.object({
  /** The item whose card is open. */
  item: itemFactsSchema,
  /** The item the verdict speaks about: itself, or the lead a deal came from; null = a deal without a lead that is judged by nothing. */
  judged: itemRefSchema.nullable(),
  form: feedbackFormSchema,
  /** The latest verdict, complete or not. */
  feedback: feedbackViewSchema.nullable(),
  finalVerdict: z.object({
    label: z.enum(VERDICT_LABELS),
    by: z.enum(['feedback', 'ruling', 'head', 'silence']),
    unproven: z.boolean(),
  }).nullable(),
  /** What the matrix says comes next after the verdict. */
  nextStep: z.object({ code: z.string(), words: wordsSchema }).nullable(),
  gate: z.object({
    /** `free` nothing held · `held` its deal waits · `returned` sent back · `waiting` this deal stands in the waiting stage · `observing` would have been held. */
    state: z.enum(['free', 'held', 'returned', 'waiting', 'observing']),
    /** When it was held or returned; null while free. */
    since: z.number().nullable(),
    /** What a move beyond the handoff still needs; empty when it is free to go. */
    missing: z.array(missingPartSchema),
  }),
  /** The verdict deadline; null without a treaty at creation or once complete feedback is given. */
  deadline: z.object({
    dueAt: z.number(),
    passed: z.boolean(),
  }).nullable(),
  stillTrying: z.object({
    /** Calls made so far, as the CRM knows them. */
    made: z.number().int(),
    allowed: z.number().int(),
    canMark: z.boolean(),
  }),
  review: z.object({
    state: z.enum(REVIEW_MARKS),
  }),
  /** Why nothing can be given here: `ok` when it can. */
  readOnlyBecause: z.enum(['ok', 'no_right', 'lead_of_deal', 'not_judged', 'deleted', 'ruled']),
  rights: z.object({ give: z.boolean(), stillTry: z.boolean() }),
  /** The open timeline record that asks for the verdict. */
  record: z.object({ activityId: z.number().int(), openedAt: z.number() }).nullable(),
})

/** Everything a card shows about an item. */
export type CardState = z.infer<typeof cardStateSchema>
/** Facts of an item without contact data. */
export type ItemFacts = z.infer<typeof itemFactsSchema>
