import type { PastReview } from '../../../src/domain/past-response.ts'
import type { PastItem } from '../../../src/domain/treaty-preview.ts'
import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import type { FeedbackContent } from '../../../src/domain/verdict.ts'
import { describe, expect, it } from 'vitest'
import { previewFigures } from '../../../src/domain/preview-figures.ts'
import { addTallies, EMPTY_TALLY, tallyPast } from '../../../src/domain/treaty-preview.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

/** A Tuesday, noon in Moscow. */
const CREATED = Date.UTC(2026, 2, 3, 9)
const HOUR = 3_600_000
const NOW = CREATED + 30 * 24 * HOUR
const treaty = sampleTreaty()
const MET = { region: 'met', category: 'met', horizon: 'met', budget: 'met' } as const
const GOOD: FeedbackContent = { label: 'qualified', answers: MET, prefilled: [], warmth: 'hot', reason: null, comment: null }
const BAD: FeedbackContent = { label: 'off_target', answers: {}, prefilled: [], warmth: null, reason: 'no_budget', comment: null }

function item(parts: Partial<PastItem> = {}, content: FeedbackContent | null = GOOD, givenAfterMs = HOUR): PastItem {
  return { createdAt: CREATED, isJunk: false, verdicts: content ? [{ content, givenAt: CREATED + givenAfterMs, callsMade: 1 }] : [], marks: [], reviews: [], crossedAt: null, isReturnCustomer: false, sourceId: 'WEB', createdBy: 1, fields: {}, ...parts }
}

const tally = (items: PastItem[], document: TreatyDocument = treaty) => tallyPast(items, document, NOW)

describe('what last month would have been', () => {
  it('counts verdicts by label, what is missing and what was never said', () => {
    const { budget: _, ...three } = MET
    expect(tally([item(), item({}, BAD), item({}, { ...GOOD, answers: three }), item({}, null)])).toMatchObject({ items: 4, byLabel: { qualified: 1, off_target: 1, spam: 0 }, incomplete: 1, withoutFeedback: 1 })
  })

  it('takes spam out of the denominator where the draft says so', () => {
    const spam: FeedbackContent = { ...BAD, label: 'spam', reason: 'advertiser' }
    const sums = tally([item(), item({}, spam)])
    expect(previewFigures(sums, { spamInTargetShare: true }).targetShare).toBe(0.5)
    expect(previewFigures(sums, { spamInTargetShare: false }).targetShare).toBe(1)
  })

  it('leaves "no answer" with too few calls out of the share', () => {
    const silent: FeedbackContent = { ...BAD, label: 'spam', reason: 'no_answer' }
    expect(tally([item({}, silent)])).toMatchObject({ unproven: 1, byLabel: { spam: 0 } })
    expect(tally([item({}, silent)], { ...treaty, rules: { ...treaty.rules, attempts: 1 } })).toMatchObject({ unproven: 0, byLabel: { spam: 1 } })
  })

  it('holds what crossed before it was qualified, and lets exemptions pass', () => {
    const crossed = [item({ crossedAt: CREATED + 2 * HOUR }), item({ crossedAt: CREATED + HOUR / 2 }), item({ crossedAt: CREATED + HOUR }, BAD), item({ crossedAt: CREATED + HOUR }, null)]
    expect(tally(crossed)).toMatchObject({ crossed: 4, held: 3 })
    const free = { ...treaty, gate: { ...treaty.gate, exemptions: [{ kind: 'source' as const, values: ['WEB'] }] } }
    expect(tally(crossed, free)).toMatchObject({ crossed: 4, held: 0 })
  })

  it('answers a bound criterion by the draft\'s own bounds: a budget exactly 25 % above still counts', () => {
    const document = { ...treaty, criteria: treaty.criteria.map(criterion => criterion.kind === 'number_range' ? { ...criterion, min: 100, max: 1000, field: 'opportunity' } : criterion) }
    const at = (opportunity: number) => tally([item({ fields: { opportunity } })], document).byLabel.qualified
    expect([at(75), at(74.99), at(1250), at(1250.01)]).toEqual([1, 0, 1, 0])
  })

  it('measures the answer in working time against the draft\'s own deadline', () => {
    const late = item({}, GOOD, 5 * HOUR)
    expect(tally([item(), late])).toMatchObject({ due: 2, onTime: 1 })
    expect(tally([late], { ...treaty, deadlines: { ...treaty.deadlines, verdictMinutes: 300 } })).toMatchObject({ due: 1, onTime: 1 })
    expect(previewFigures(tally([item(), item(), late]), treaty.rules).medianWaitMinutes).toBe(75)
  })

  it('measures marketing, the rep and the head of sales against the draft\'s own deadlines', () => {
    const chosenAt = CREATED + HOUR
    const silent: PastReview = { chosenAt, reviewedAt: null, isDisputed: false, answeredAt: null, ruledAt: null, settledAt: null, leftAt: null }
    const accepted = { ...silent, reviewedAt: chosenAt + HOUR }
    const disputed = { ...accepted, isDisputed: true, answeredAt: chosenAt + 3 * HOUR, ruledAt: chosenAt + 4 * HOUR }
    const under = (hours: number, reviews: PastReview[]) => tally([item({ reviews })], { ...treaty, deadlines: { ...treaty.deadlines, reviewMinutes: 60 * hours, answerMinutes: 60 * hours, rulingMinutes: 60 * hours } })
    expect(under(1, [silent, accepted, disputed])).toMatchObject({ reviewsDue: 3, reviewsOnTime: 2, answersDue: 1, answersOnTime: 0, rulingsDue: 1, rulingsOnTime: 0 })
    expect(under(3, [silent, accepted, disputed])).toMatchObject({ reviewsOnTime: 2, answersOnTime: 1, rulingsOnTime: 1 })
    expect(previewFigures(under(2, [silent, accepted, disputed]), treaty.rules)).toMatchObject({ reviewShare: 2 / 3, answerShare: 1, rulingShare: 0 })
  })

  it('owes no review of what was replaced, and no ruling on what was settled, before the deadline', () => {
    const chosenAt = CREATED + HOUR
    const review: PastReview = { chosenAt, reviewedAt: null, isDisputed: false, answeredAt: null, ruledAt: null, settledAt: null, leftAt: chosenAt + HOUR }
    const settled = { ...review, reviewedAt: chosenAt, isDisputed: true, settledAt: chosenAt + HOUR, leftAt: null }
    const under = (minutes: number) => tally([item({ reviews: [review, settled] })], { ...treaty, deadlines: { ...treaty.deadlines, reviewMinutes: minutes, answerMinutes: minutes, rulingMinutes: minutes } })
    expect(under(60)).toMatchObject({ reviewsDue: 1, reviewsOnTime: 1, answersDue: 1, answersOnTime: 1, rulingsDue: 0 })
    expect(under(30)).toMatchObject({ reviewsDue: 2, reviewsOnTime: 1, answersDue: 1, answersOnTime: 0, rulingsDue: 1, rulingsOnTime: 0 })
  })

  it('owes nothing whose deadline is still to come', () => {
    const review: PastReview = { chosenAt: NOW - HOUR, reviewedAt: null, isDisputed: false, answeredAt: null, ruledAt: null, settledAt: null, leftAt: null }
    expect(tally([item({ reviews: [review] })])).toMatchObject({ reviewsDue: 0 })
  })

  it('adds pages up to the same as the whole', () => {
    const items = [item(), item({}, BAD), item({}, null), item({ crossedAt: CREATED }), item({ isJunk: true }, null), item({}, GOOD, 30 * HOUR)]
    const pages = items.map(one => tally([one])).reduce(addTallies, EMPTY_TALLY)
    expect(pages).toEqual(tally(items))
    expect(tally(items).junkHeld).toBe(1)
  })

  it('says nothing where there is nothing to divide by', () => {
    expect(previewFigures(EMPTY_TALLY, treaty.rules)).toEqual({ targetShare: null, onTimeShare: null, reviewShare: null, answerShare: null, rulingShare: null, heldShare: null, medianWaitMinutes: null })
  })
})
