import type { TreatyPreview } from '../contracts/api/treaty-workshop.schema.ts'
import type { PastItem } from '../domain/treaty-preview.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { CriterionAnswers } from '../domain/verdict.ts'
import type { CohortCursor, CohortItem, CohortWish } from '../store/cohorts.ts'
import type { StoreScope } from '../store/store.ts'
import type { TreatyActor } from './treaty-actor.ts'
import { treatyProblemSentence } from '../contracts/words/treaty-problem-words.ts'
import { checkCalendar } from '../domain/check-calendar.ts'
import { fromMinorUnits } from '../domain/money.ts'
import { lastDaysPeriod } from '../domain/period.ts'
import { reachOf } from '../domain/rights.ts'
import { addTallies, EMPTY_TALLY, REPLAYED_FIELDS, tallyPast } from '../domain/treaty-preview.ts'
import { isVerdictLabel } from '../domain/verdict.ts'
import { refusal } from './refusal.ts'
import { findVersion } from './view-version.ts'

/** "Last month": so many whole local days before today. */
const DAYS = 30
/** Items read at once: a tenth of a second of work, so that nobody else waits for longer. */
const PAGE = 5000
/** Reads of one answer: the next one is under way while the last one is counted. */
const READS = 4

/**
 * One part of what last month would have been under a version: the caller adds the parts up and shows how far it is. Sums only,
 * for whoever may draft.
 * @throws HttpError `may_not_draft` 403, `version_unknown` 404, `preview_impossible` 409 naming the field of the calendar
 */
export async function previewTreaty({ store, now }: { store: StoreScope, now: () => number }, portalId: number, actor: TreatyActor, wish: { versionNo: number, after: CohortCursor | null }): Promise<TreatyPreview> {
  if (reachOf(actor.roles, 'draft_treaty') !== 'all')
    throw refusal('may_not_draft', actor.language)
  const version = await findVersion(store, portalId, wish.versionNo)
  if (!version)
    throw refusal('version_unknown', actor.language, { details: { version: wish.versionNo } })
  const { document } = version
  // Nothing is due in a calendar without working time.
  const [problem] = checkCalendar(document.calendar)
  if (problem)
    throw refusal('preview_impossible', actor.language, { field: problem.field, details: { problem: treatyProblemSentence(problem, actor.language) } })
  const cohort = cohortOf(document, now())
  const total = wish.after === null ? await store.cohorts.count(portalId, cohort) : null
  let [tally, next] = [EMPTY_TALLY, wish.after]
  let reading = store.cohorts.page(portalId, cohort, next, PAGE)
  for (let read = 1; read <= READS; read += 1) {
    const rows = await reading
    const last = rows.at(-1)
    next = last && rows.length === PAGE ? { createdAt: last.createdAt, itemId: last.itemId } : null
    if (next !== null && read < READS)
      reading = store.cohorts.page(portalId, cohort, next, PAGE)
    tally = addTallies(tally, tallyPast(rows.map(toPast), document, now()))
    if (next === null)
      break
  }
  return {
    fromAt: cohort.fromAt,
    toAt: cohort.toAt,
    total,
    tally: { ...tally, byLabel: { ...tally.byLabel }, waits: [...tally.waits] },
    next,
  }
}

function cohortOf({ handoff, gate, calendar, criteria }: TreatyDocument, now: number): CohortWish {
  const today = lastDaysPeriod(now, 1, calendar.timeZone)
  const { fromAt } = lastDaysPeriod(today.fromAt - 1, DAYS, calendar.timeZone)
  const free = gate.exemptions.filter(({ kind }) => kind === 'pipeline').flatMap(({ values }) => values)
  return {
    ...handoff.intake,
    fromAt,
    toAt: today.fromAt,
    beyondStageIds: handoff.beyondStageIds,
    dealPipelineIds: gate.pipelines.map(({ pipelineId }) => pipelineId).filter(id => !free.includes(String(id))),
    withFields: criteria.some(({ field }) => field !== null && !REPLAYED_FIELDS.includes(field)),
  }
}

function toPast(item: CohortItem): PastItem {
  const crossings = [item.beyondAt, item.dealAt].filter(at => at !== null)
  return {
    createdAt: item.createdAt,
    isJunk: item.semantic === 'F',
    // Answers were parsed when they came in: their values are the three codes.
    verdicts: item.feedback.flatMap(({ label, answers, warmth, reason, hasComment, givenAt, callsMade }) => isVerdictLabel(label)
      ? [{ content: { label, answers: answers as CriterionAnswers, prefilled: [], warmth, reason, comment: hasComment ? '…' : null }, givenAt, callsMade }]
      : []),
    reviews: item.reviews,
    marks: item.feedback.filter(entry => entry.kind === 'still_trying'),
    crossedAt: crossings.length === 0 ? null : Math.min(...crossings),
    isReturnCustomer: item.isReturnCustomer,
    sourceId: item.sourceId,
    createdBy: item.createdBy,
    fields: { ...item.fields, sourceId: item.sourceId, opportunity: item.amountMinor ? fromMinorUnits(item.amountMinor, item.currency) : null },
  }
}
