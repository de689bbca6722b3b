import type { SignalFacts } from '../../../src/domain/review-signals.ts'
import type { FeedbackContent, FeedbackEntry } from '../../../src/domain/verdict.ts'
import { describe, expect, it } from 'vitest'
import { unclearOf } from '../../../src/domain/agreement.ts'
import { bursts, pastedComments, reasonsApart, verdictSignals } from '../../../src/domain/review-signals.ts'
import { offTarget, qualified, spam } from '../../support/sample-feedback.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const rules = sampleTreaty()
const GIVEN = Date.UTC(2026, 2, 10, 9)
const NO_ANSWER = rules.reasons.spam.find(({ kind }) => kind === 'no_answer')!.code

function entry(content: FeedbackContent, parts: Partial<FeedbackEntry> = {}): FeedbackEntry {
  return { feedbackId: 1, item: { entityTypeId: 1, itemId: 1 }, kind: 'verdict', content, complete: true, unproven: false, authorId: 10, route: 'widget', evidence: { proven: true, givenAs: 'rep' }, versionNo: 1, givenAt: GIVEN, durationMs: 8000, ...parts }
}

const facts = (content: FeedbackContent, parts: Partial<FeedbackEntry> = {}, known: Partial<SignalFacts> = {}): SignalFacts => ({ entry: entry(content, parts), itemCreatedAt: GIVEN - 3_600_000, rules, callsMade: 5, longestTalkSec: 40, ...known })

/** So many verdicts of one rep, each on a lead of its own. */
function many(count: number, authorId: number, content: FeedbackContent, givenAt = GIVEN): FeedbackEntry[] {
  return Array.from({ length: count }, (_, index) => entry(content, { authorId, givenAt, item: { entityTypeId: 1, itemId: authorId * 1000 + index } }))
}

describe('questions about one verdict', () => {
  it.each([
    ['"all met" typed in under two seconds', facts(qualified(), { durationMs: 1900 }), ['all_met_fast']],
    ['"all met" that nobody measured', facts(qualified(), { durationMs: null }), []],
    ['"all met" in two seconds', facts(qualified(), { durationMs: 2000 }), []],
    ['a verdict seconds after creation', facts(offTarget(), {}, { itemCreatedAt: GIVEN - 29_000 }), ['verdict_at_once']],
    ['"no answer" with fewer calls than agreed', facts({ ...spam(), reason: NO_ANSWER }, {}, { callsMade: 4 }), ['no_answer_few_calls']],
    ['"no answer" after the agreed calls', facts({ ...spam(), reason: NO_ANSWER }), []],
    ['"spam" after a talk of three minutes', facts(spam(), {}, { longestTalkSec: 180 }), ['spam_long_talk']],
    ['"spam" without telephony', facts(spam(), {}, { longestTalkSec: null }), []],
    ['a verdict of nobody', facts(qualified(), { durationMs: 100, authorId: null }), []],
  ] as const)('%s raises %j', (_name, given, expected) => {
    expect(verdictSignals(given)).toEqual(expected)
  })

  it('"all met" that the CRM fields have answered is not asked about', () => {
    const content = { ...qualified(), prefilled: rules.criteria.map(({ code }) => code) }
    expect(verdictSignals(facts(content, { durationMs: 900 }))).toEqual([])
  })
})

describe('questions about habits', () => {
  it('the same comment on four leads, however it is spelled; three are not enough', () => {
    const comment = (words: string): FeedbackContent => ({ ...spam(), comment: words })
    expect(pastedComments([...many(3, 10, comment('Не взял трубку')), ...many(1, 10, comment('  не взял   ТРУБКУ ')).map(one => ({ ...one, item: { entityTypeId: 1 as const, itemId: 77 } }))])).toEqual([{ authorId: 10, comment: 'не взял трубку', times: 4 }])
    expect(pastedComments(many(3, 10, comment('Не взял трубку')))).toEqual([])
    expect(pastedComments(many(9, 10, comment('спам')))).toEqual([])
  })

  it('a burst on the last two days of the month', () => {
    const dayOf = (at: number) => ({ day: new Date(at).getUTCDate(), days: 31 })
    const rows = [...many(12, 10, spam()), ...many(10, 10, spam(), Date.UTC(2026, 2, 31)), ...many(30, 11, spam())]
    expect(bursts(rows, dayOf)).toEqual([{ authorId: 10, late: 10, all: 22 }])
    expect(bursts(rows.slice(0, 21), dayOf)).toEqual([])
  })

  it('a reason far from the peers\', never on fewer than twenty verdicts', () => {
    const usual = [...many(30, 11, qualified()), ...many(10, 11, spam())]
    expect(reasonsApart([...many(20, 10, spam()), ...usual])).toEqual([{ authorId: 10, key: `spam.${spam().reason}`, ownShare: 1, peerShare: 0.25 }, { authorId: 11, key: 'qualified', ownShare: 0.75, peerShare: 0 }])
    expect(reasonsApart([...many(19, 10, spam()), ...usual])).toEqual([])
  })

  it('the criterion that splits people most is named, and none when all are clear', () => {
    expect(unclearOf([{ code: 'region', observed: 0.9 }, { code: 'budget', observed: 0.5 }, { code: 'horizon', observed: 0.7 }])).toBe('budget')
    expect(unclearOf([{ code: 'region', observed: 0.8 }, { code: 'budget', observed: null }])).toBeNull()
  })
})
