import type { FieldValue } from './criterion-answer.ts'
import type { PastReview, ResponseTally } from './past-response.ts'
import type { TreatyDocument } from './treaty.ts'
import type { StillTryingMark } from './verdict-deadline.ts'
import type { FeedbackContent, VerdictLabel } from './verdict.ts'
import { completenessOf, isUnprovenNoAnswer } from './completeness.ts'
import { prefillAnswers } from './criterion-answer.ts'
import { MINUTE_MS } from './local-time.ts'
import { addResponses, NO_RESPONSE, tallyResponse } from './past-response.ts'
import { verdictDeadline } from './verdict-deadline.ts'
import { workingMsBetween } from './working-time.ts'

/** Feedback as it was given, with what is needed to judge it again. */
export interface PastVerdict {
  readonly content: FeedbackContent
  readonly givenAt: number
  readonly callsMade: number
}

/** An intake item of the past, as far as a treaty can judge it. */
export interface PastItem {
  readonly createdAt: number
  readonly isJunk: boolean
  /** Oldest first. */
  readonly verdicts: readonly PastVerdict[]
  readonly marks: readonly StillTryingMark[]
  /** Reviews that marketing owed. */
  readonly reviews: readonly PastReview[]
  /** When it first went beyond this treaty's handoff, itself or by a governed deal; null = never. */
  readonly crossedAt: number | null
  readonly isReturnCustomer: boolean
  readonly sourceId: string | null
  readonly createdBy: number | null
  /** Values of the fields criteria are bound to, null = empty; a field that was not read is missing. */
  readonly fields: Readonly<Record<string, FieldValue>>
}

/** Fields the mirror has of every item; others that criteria are bound to are read of last month's items. */
export const REPLAYED_FIELDS: readonly string[] = ['opportunity', 'sourceId']

/** Width of one bin of waiting times, minutes of working time. */
export const WAIT_BIN_MINUTES = 15
/** The last bin holds everything longer: a hundred working hours. */
const WAIT_BINS = 400

/** Counts of a page of items under one treaty. Pages add up, see `addTallies`. */
export interface PreviewTally extends ResponseTally {
  readonly items: number
  /** Items by their final verdict, unproven ones left out. */
  readonly byLabel: Readonly<Record<VerdictLabel, number>>
  /** "No answer" before the agreed calls. */
  readonly unproven: number
  /** Feedback was given, but this treaty would have asked for more. */
  readonly incomplete: number
  readonly withoutFeedback: number
  /** Called qualified, with a criterion whose bound field was not read: it keeps the answer of the rep. */
  readonly unread: number
  /** Items that went beyond the handoff. */
  readonly crossed: number
  /** Of those, without the right to be there at that moment: held or returned by an enforcing gate. */
  readonly held: number
  /** Items in junk without complete feedback. */
  readonly junkHeld: number
  /** Verdicts whose deadline is past, and those given in time. */
  readonly due: number
  readonly onTime: number
  /** Working time from creation to complete feedback: how many items in each bin of `WAIT_BIN_MINUTES`. */
  readonly waits: readonly number[]
}

/** Nothing counted yet. */
export const EMPTY_TALLY: PreviewTally = { items: 0, byLabel: { qualified: 0, off_target: 0, spam: 0 }, unproven: 0, incomplete: 0, withoutFeedback: 0, unread: 0, crossed: 0, held: 0, junkHeld: 0, due: 0, onTime: 0, waits: [], ...NO_RESPONSE }

/** What items of the past would have counted for, had this treaty been in force when they came. */
export function tallyPast(items: readonly PastItem[], document: TreatyDocument, now: number): PreviewTally {
  let response = NO_RESPONSE
  const tally = { ...EMPTY_TALLY, byLabel: { ...EMPTY_TALLY.byLabel }, waits: [...EMPTY_TALLY.waits] }
  for (const item of items) {
    const judged = judge(item, document, now)
    tally.items += 1
    if (judged.label !== null && !judged.unproven)
      tally.byLabel[judged.label] += 1
    tally.unproven += Number(judged.unproven)
    tally.incomplete += Number(judged.label === null && item.verdicts.length > 0)
    tally.withoutFeedback += Number(item.verdicts.length === 0)
    tally.unread += Number(isUnread(item, document))
    tally.crossed += Number(item.crossedAt !== null)
    tally.held += Number(judged.held)
    tally.junkHeld += Number(item.isJunk && judged.label === null && document.gate.junkNeedsFeedback)
    tally.due += Number(judged.dueAt < now)
    tally.onTime += Number(judged.dueAt < now && judged.firstAt !== null && judged.firstAt <= judged.dueAt)
    if (item.reviews.length > 0)
      response = addResponses(response, tallyResponse(item.reviews, document, now))
    if (judged.firstAt !== null) {
      const bin = Math.min(WAIT_BINS - 1, Math.floor(workingMsBetween(document.calendar, item.createdAt, judged.firstAt) / (WAIT_BIN_MINUTES * MINUTE_MS)))
      tally.waits[bin] = (tally.waits[bin] ?? 0) + 1
    }
  }
  return { ...tally, ...response, waits: Array.from(tally.waits, count => count ?? 0) }
}

/** Two pages as one. */
export function addTallies(one: PreviewTally, other: PreviewTally): PreviewTally {
  const add = (name: Exclude<keyof PreviewTally, 'byLabel' | 'waits' | keyof ResponseTally>): number => one[name] + other[name]
  return {
    items: add('items'),
    byLabel: { qualified: one.byLabel.qualified + other.byLabel.qualified, off_target: one.byLabel.off_target + other.byLabel.off_target, spam: one.byLabel.spam + other.byLabel.spam },
    unproven: add('unproven'),
    incomplete: add('incomplete'),
    withoutFeedback: add('withoutFeedback'),
    unread: add('unread'),
    crossed: add('crossed'),
    held: add('held'),
    junkHeld: add('junkHeld'),
    due: add('due'),
    onTime: add('onTime'),
    ...addResponses(one, other),
    waits: Array.from({ length: Math.max(one.waits.length, other.waits.length) }, (_, bin) => (one.waits[bin] ?? 0) + (other.waits[bin] ?? 0)),
  }
}

interface Judged {
  readonly label: VerdictLabel | null
  readonly unproven: boolean
  /** First complete feedback. */
  readonly firstAt: number | null
  readonly dueAt: number
  readonly held: boolean
}

function judge(item: PastItem, document: TreatyDocument, now: number): Judged {
  const complete = item.verdicts.filter(verdict => completenessOf(askedAgain(verdict, item, document), document).complete)
  const last = complete.at(-1)
  const { crossedAt } = item
  const labelThen = crossedAt === null ? null : complete.findLast(verdict => verdict.givenAt <= crossedAt)?.content.label ?? null
  return {
    label: last?.content.label ?? null,
    unproven: last !== undefined && isUnprovenNoAnswer(last.content, document, last.callsMade),
    firstAt: complete[0]?.givenAt ?? null,
    dueAt: verdictDeadline(item.createdAt, item.marks, document)?.dueAt ?? now,
    held: crossedAt !== null && labelThen !== 'qualified' && !isExempt(item, document),
  }
}

/** Criteria bound to a field we have a value of are answered by this treaty's bounds; the others keep the rep's answer. */
function askedAgain({ content, givenAt }: PastVerdict, item: PastItem, document: TreatyDocument): FeedbackContent {
  if (content.label !== 'qualified' || !document.criteria.some(({ field }) => field !== null && field in item.fields))
    return content
  const answers = prefillAnswers(document.criteria, item.fields, { now: givenAt, timeZone: document.calendar.timeZone })
  return { ...content, answers: { ...content.answers, ...answers } }
}

function isUnread({ verdicts, fields }: PastItem, { criteria }: TreatyDocument): boolean {
  return criteria.some(({ field }) => field !== null && !(field in fields)) && verdicts.some(({ content }) => content.label === 'qualified')
}

function isExempt(item: PastItem, { gate }: TreatyDocument): boolean {
  return gate.exemptions.some(({ kind, values }) =>
    (kind === 'repeat_client' && item.isReturnCustomer)
    || (kind === 'source' && item.sourceId !== null && values.includes(item.sourceId))
    || (kind === 'creator' && item.createdBy !== null && values.includes(String(item.createdBy))))
}
